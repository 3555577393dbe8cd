"""Reading and checking tables 表格: CSV, CSV.GZ, JSON and XLSX for importers and engines.

Shared ground of the other engines; no Django, no clock. Public: `rows`, `header`, `Row`;
`sheets`, `Sheet`, `filled`; `columns`, `Columns`;
`document`, `Fields`, `Notes`, `as_text`; `Fault`, `Refused`, `TableError`, `CellFault`; `Limits`,
`plain_digits`, `text_fault`, `number`, `moment`, `instant`, `outside`, `normalised_key`,
`sound_case_number`.
"""

from sihe.engines.tables.cells import number, plain_digits, text_fault
from sihe.engines.tables.columns import Columns, columns
from sihe.engines.tables.document import document
from sihe.engines.tables.faults import CellFault, Fault, Refused, TableError
from sihe.engines.tables.fields import Fields, Notes, as_text
from sihe.engines.tables.keys import normalised_key, sound_case_number
from sihe.engines.tables.limits import Limits
from sihe.engines.tables.reading import Row, header, rows
from sihe.engines.tables.sheets import Sheet, filled, sheets
from sihe.engines.tables.times import SHANGHAI, instant, moment, outside

__all__ = [
    "SHANGHAI",
    "CellFault",
    "Columns",
    "Fault",
    "Fields",
    "Limits",
    "Notes",
    "Refused",
    "Row",
    "Sheet",
    "TableError",
    "as_text",
    "columns",
    "document",
    "filled",
    "header",
    "instant",
    "moment",
    "normalised_key",
    "number",
    "outside",
    "plain_digits",
    "rows",
    "sheets",
    "sound_case_number",
    "text_fault",
]
