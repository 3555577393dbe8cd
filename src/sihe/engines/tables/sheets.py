"""A table file as it lies on the desk: every sheet, title rows and all, with merged cells filled.

`reading` wants column names in the first row. Lists that people keep by hand have titles above them and
cells merged over several rows; whoever knows what the columns are called looks for them here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sihe.engines.tables.limits import DEFAULT_LIMITS, Limits
from sihe.engines.tables.reading import Records
from sihe.engines.tables.reading import records as _records

Region = tuple[tuple[int, int], tuple[int, int]]  # (first row, column), (last row, column), from 0


@dataclass(frozen=True)
class Sheet:
    """One sheet. `records`: (line from 1, cells, code of what broke it or ""), blank ones left out;
    `knows_merged`: whether the file says which cells are merged, so that an empty cell is empty."""

    name: str
    records: Records
    knows_merged: bool


def sheets(path: str | Path, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[Sheet]:
    """The sheets of a table file, one for anything but a workbook. Raises TableError."""
    from sihe.engines.tables import workbook

    source = Path(path)
    if not workbook.is_workbook(source):
        yield Sheet("", _records(source, limits, None), False)
        return
    book = workbook.opened(source, limits)
    for name in workbook.visible(book):
        records, merged = workbook.sheet(source, book, name)
        yield Sheet(name, filled(records, merged), True)


def filled(records: Records, merged: list[Region]) -> Records:
    """Each record with the cells of merged regions filled by the region's first cell.

    O(cells + regions); regions are opened and closed as their rows come by."""
    waiting = sorted(merged, reverse=True)
    active: list[tuple[Region, str]] = []
    for line, cells, broken in records:
        row = line - 1
        active = [(region, value) for region, value in active if region[1][0] >= row]
        for region, value in active:
            _fill(cells, region, value)
        while waiting and waiting[-1][0][0] <= row:
            region = waiting.pop()
            (top, left), (bottom, _right) = region
            if top == row and left < len(cells):
                _fill(cells, region, cells[left])
                if bottom > row:
                    active.append((region, cells[left]))
        yield line, cells, broken


def _fill(cells: list[str], region: Region, value: str) -> None:
    (_top, left), (_bottom, right) = region
    for column in range(left, min(right + 1, len(cells))):
        cells[column] = cells[column] or value
