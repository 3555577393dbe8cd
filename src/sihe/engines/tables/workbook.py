"""XLSX by calamine, after the archive has been measured (`archive.py`)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from sihe.engines.tables.archive import measure
from sihe.engines.tables.faults import Fault, TableError, shown
from sihe.engines.tables.limits import Limits

EXACT = 10**15


def records(
    source: Path, limits: Limits, sheet: str | None
) -> Iterator[tuple[int, list[str], str]]:
    """(row of the sheet from 1, cells as text, code of what broke it or "")."""
    measure(source, limits)
    try:
        book = CalamineWorkbook.from_path(str(source))
        if sheet is not None and sheet not in book.sheet_names:
            raise TableError(Fault(source.name, 0, "", sheet, "sheet"))
        page = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)
        first = page.start[0] if page.start else 0
        grid = page.iter_rows()
    except (CalamineError, IndexError, OSError) as error:
        raise TableError(Fault(source.name, 0, "", shown(str(error)), "known-format")) from None
    # iter_rows begins at A1 whatever the first filled row is.
    for line, cells in enumerate(grid, start=1):
        if line <= first or all(cell == "" for cell in cells):
            continue
        texts = [_text(cell) for cell in cells]
        broken = next((text[1] for text in texts if text[1]), "")
        yield line, [text[0] for text in texts], broken


def _text(cell: object) -> tuple[str, str]:
    """A cell as text and the code of what is wrong with it or ""."""
    if isinstance(cell, bool):
        return ("true" if cell else "false"), ""
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, datetime):
        return cell.replace(microsecond=0).isoformat(), ""
    if isinstance(cell, date | time):
        return cell.isoformat(), ""
    if isinstance(cell, timedelta):
        return str(cell), ""
    return str(cell), ""


def _number_text(value: float) -> tuple[str, str]:
    """An integral number without its ".0"; one that a spreadsheet can no longer hold exactly keeps
    its exponent, so that it is not taken for a sound number."""
    if not math.isfinite(value):
        return str(value), "number"
    if value.is_integer() and abs(value) < EXACT:
        return str(int(value)), ""
    return (f"{value:.14E}" if value.is_integer() else repr(value)), ""
