"""Named columns of a table as lists of text: what an engine asks of a CSV, with every fault named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sihe.engines.tables.faults import Fault, Refused
from sihe.engines.tables.limits import DEFAULT_LIMITS, Limits
from sihe.engines.tables.reading import header, rows

MOST_FAULTS = 1_000


@dataclass(frozen=True, slots=True)
class Columns:
    """The asked columns of one file: `lines` says where each row stands, `cells` column -> texts
    without the white space around them. A column that may be missing and is, is not in `cells`."""

    file: str
    lines: list[int]
    cells: dict[str, list[str]]

    def fault(self, index: int, column: str, expected: str) -> Fault:
        """The fault of the cell in a row of this table, counted from 0."""
        return Fault(self.file, self.lines[index], column, self.cells[column][index], expected)


def columns(
    path: str | Path,
    needed: Sequence[str],
    optional: Sequence[str] = (),
    *,
    limits: Limits = DEFAULT_LIMITS,
) -> Columns:
    """Read some columns; others are ignored, but rows must be as wide as the header.

    Raises TableError for a file that cannot be read, Refused for missing columns or unfit rows."""
    source = Path(path)
    names = header(source, limits=limits)
    missing = [name for name in needed if name not in names]
    if missing:
        raise Refused([Fault(source.name, 1, name, "nothing", "column") for name in missing])
    asked = [name for name in (*needed, *optional) if name in names]
    lines: list[int] = []
    cells: dict[str, list[str]] = {name: [] for name in asked}
    faults: list[Fault] = []
    for line, row in rows(source, limits=limits):
        found = [fault for fault in row.faults if not fault.column or fault.column in cells]
        if found:
            faults += found
            if len(faults) >= MOST_FAULTS:
                break
            continue
        lines.append(line)
        for name, column in cells.items():
            column.append(row[name].strip())
    if faults:
        raise Refused(faults)
    return Columns(source.name, lines, cells)
