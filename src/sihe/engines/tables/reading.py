"""Reading a table file of any accepted kind row by row: CSV, CSV.GZ, JSON, XLSX.

`rows(path)` yields (line, Row) in file order. A `Row` maps column names to text; what is wrong
with it stands in `Row.faults` and never stops the reading, so that accepted + refused = all. Only
a file that cannot be read at all raises `TableError`. CSV memory is flat; JSON and XLSX are held
whole, within the limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sihe.engines.tables.cells import text_fault
from sihe.engines.tables.faults import Fault, TableError, shown
from sihe.engines.tables.limits import DEFAULT_LIMITS, Limits

Records = Iterator[tuple[int, list[str], str]]


class Row(dict[str, str]):
    """One row: column name -> text. A row of the wrong shape is empty and keeps its `cells`."""

    __slots__ = ("cells", "faults")

    def __init__(
        self, values: Iterable[tuple[str, str]], cells: list[str], faults: list[Fault]
    ) -> None:
        super().__init__(values)
        self.cells = cells
        self.faults = faults


def rows(
    path: str | Path, *, limits: Limits = DEFAULT_LIMITS, sheet: str | None = None
) -> Iterator[tuple[int, Row]]:
    """The rows of a table file: (line, item or sheet row from 1; Row).

    Workbooks and packed files are told by content, JSON by its name. Blank rows are skipped.
    Raises TableError."""
    source = Path(path)
    columns: list[str] | None = None
    count = 0
    for line, cells, broken in records(source, limits, sheet):
        if columns is None:
            columns = _header(source.name, line, cells, broken, limits)
            continue
        count += 1
        if count > limits.rows:
            raise TableError(Fault(source.name, line, "", str(count), f"rows:{limits.rows}"))
        yield line, _row(source.name, line, columns, cells, broken, limits)
    if columns is None:
        raise TableError(Fault(source.name, 0, "", "", "header"))


def header(
    path: str | Path, *, limits: Limits = DEFAULT_LIMITS, sheet: str | None = None
) -> list[str]:
    """The column names of a table file. Raises TableError."""
    source = Path(path)
    for line, cells, broken in records(source, limits, sheet):
        return _header(source.name, line, cells, broken, limits)
    raise TableError(Fault(source.name, 0, "", "", "header"))


def records(source: Path, limits: Limits, sheet: str | None) -> Records:
    """(line, cells, code of what broke it or "") of each record that is not blank."""
    from sihe.engines.tables import delimited, listed, workbook

    try:
        with source.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        found = error.strerror or ""
        raise TableError(Fault(source.name, 0, "", found, "readable-file")) from None
    if start[:4] == b"PK\x03\x04":
        yield from workbook.records(source, limits, sheet)
    elif start[:4] == b"\xd0\xcf\x11\xe0":
        raise TableError(Fault(source.name, 0, "", "xls", "known-format"))
    elif start[:2] != b"\x1f\x8b" and source.suffix.lower() == ".json":
        yield from listed.records(source, limits)
    else:
        yield from delimited.records(source, limits)


def _header(file: str, line: int, cells: list[str], broken: str, limits: Limits) -> list[str]:
    names = [cell.strip().removeprefix("\ufeff").strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if broken or not names or not all(names):
        raise TableError(Fault(file, line, "", shown(",".join(cells)), broken or "header"))
    if len(names) > limits.columns:
        raise TableError(Fault(file, line, "", str(len(names)), f"columns<={limits.columns}"))
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise TableError(Fault(file, line, name, name, "unique-header"))
        if code := text_fault(name):
            raise TableError(Fault(file, line, "", shown(name), code))
        seen.add(name)
    return names


def _row(
    file: str, line: int, columns: list[str], cells: list[str], broken: str, limits: Limits
) -> Row:
    width = len(columns)
    if len(cells) > width and not any(cells[width:]):
        cells = cells[:width]
    if broken or len(cells) != width:
        found = shown(",".join(cells)) if broken else str(len(cells))
        return Row([], cells, [Fault(file, line, "", found, broken or f"columns:{width}")])
    faults = []
    for column, cell in zip(columns, cells, strict=True):
        code = text_fault(cell)
        if code is None and len(cell) > limits.cell:
            code = f"size:{limits.cell}"
        if code is not None:
            faults.append(Fault(file, line, column, shown(cell), code))
    return Row(zip(columns, cells, strict=True), cells, faults)
