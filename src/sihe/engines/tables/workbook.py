"""XLSX by calamine, after the archive has been measured (`archive.py`)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from sihe.engines.tables.archive import measure
from sihe.engines.tables.faults import Fault, TableError, shown
from sihe.engines.tables.limits import Limits

EXACT = 10**15


def records(
    source: Path, limits: Limits, sheet: str | None
) -> Iterator[tuple[int, list[str], str]]:
    """(row of the sheet from 1, cells as text, code of what broke it or "")."""
    book = opened(source, limits)
    if sheet is not None and sheet not in book.sheet_names:
        raise TableError(Fault(source.name, 0, "", sheet, "sheet"))
    yield from _page(source, book, sheet or 0)[1]


def is_workbook(source: Path) -> bool:
    """Whether a file begins as a ZIP does. Raises TableError where it cannot be read."""
    try:
        with source.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError as error:
        found = error.strerror or ""
        raise TableError(Fault(source.name, 0, "", found, "readable-file")) from None


def opened(source: Path, limits: Limits) -> CalamineWorkbook:
    """The workbook, measured first. Raises TableError."""
    measure(source, limits)
    try:
        return CalamineWorkbook.from_path(str(source))
    except (CalamineError, OSError) as error:
        raise TableError(Fault(source.name, 0, "", shown(str(error)), "known-format")) from None


def visible(book: CalamineWorkbook) -> list[str]:
    """The names of the sheets that a reader of the workbook sees, in order; all where none is."""
    seen = [m.name for m in book.sheets_metadata if m.visible == SheetVisibleEnum.Visible]
    return seen or list(book.sheet_names)


def sheet(
    source: Path, book: CalamineWorkbook, name: str
) -> tuple[Iterator[tuple[int, list[str], str]], list[tuple[tuple[int, int], tuple[int, int]]]]:
    """The records of one sheet and its merged regions (first and last row and column, from 0)."""
    page, found = _page(source, book, name)
    return found, list(page.merged_cell_ranges or ())


def _page(
    source: Path, book: CalamineWorkbook, name: str | int
) -> tuple[CalamineSheet, Iterator[tuple[int, list[str], str]]]:
    try:
        page = (
            book.get_sheet_by_name(name) if isinstance(name, str) else book.get_sheet_by_index(name)
        )
        first = page.start[0] if page.start else 0
        return page, _rows(page.iter_rows(), first)
    except (CalamineError, IndexError, OSError) as error:
        raise TableError(Fault(source.name, 0, "", shown(str(error)), "known-format")) from None


def _rows(grid: Iterator[list[Any]], first: int) -> Iterator[tuple[int, list[str], str]]:
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
