"""Reading and checking tables 表格: CSV, CSV.GZ, JSON and XLSX for importers and engines.

Shared ground of the other engines; no Django, no clock. Public: `rows`, `header`, `sheets`, `Row`, `Sheet`, `Fault`,
`TableError`, `CellFault`, `Limits`, `plain_digits`, `text_fault`, `number`, `moment`, `outside`,
`normalised_key`, `sound_case_number`.
"""

from sihe.engines.tables.cells import number, plain_digits, text_fault
from sihe.engines.tables.faults import CellFault, Fault, TableError
from sihe.engines.tables.keys import normalised_key, sound_case_number
from sihe.engines.tables.limits import Limits
from sihe.engines.tables.reading import Row, header, rows
from sihe.engines.tables.sheets import Sheet, filled, sheets
from sihe.engines.tables.times import SHANGHAI, moment, outside

__all__ = [
    "SHANGHAI",
    "CellFault",
    "Fault",
    "Limits",
    "Row",
    "Sheet",
    "TableError",
    "filled",
    "header",
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
