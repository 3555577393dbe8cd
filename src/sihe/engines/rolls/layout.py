"""Where in a file the roll stands: its sheet, its column names beneath titles, its rows.

Steps: (1) of the first 30 records of each sheet the first that names two targets or more is the head; (2) a second
row of names beneath it (楼号, 单元, 房号 under 住址) is joined with it; (3) nameless columns are called by their
letter, a name that comes again gets a number; (4) rows are cut or filled to the width of the head; (5) where a file
cannot say what was merged (CSV), empty address cells take those of the row above. Memory is flat but for a workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from sihe.engines.rolls.columns import DOORS, known_heads
from sihe.engines.tables import Limits, TableError, sheets, text_fault
from sihe.engines.tables.faults import Fault
from sihe.engines.tables.limits import DEFAULT_LIMITS

LOOKED_AT = 30
Record = tuple[int, list[str], str]


@dataclass
class Rows:
    """The roll of a file: the names of its columns, the line they stand in, and its rows to come."""

    heads: list[str]
    line: int
    sheet: str
    knows_merged: bool
    records: Iterator[Record] = field(repr=False)

    def read(self, columns: Mapping[str, str]) -> Iterator[tuple[int, dict[str, str], str]]:
        """(line, column -> cell, code of what broke the row or ""); `above` marks a filled address."""
        doors = [columns[target] for target in DOORS if columns.get(target)]
        above: dict[str, str] = {}
        for line, cells, broken in self.records:
            row = dict(zip(self.heads, _fitted(cells, len(self.heads)), strict=True))
            if not broken and any(cells[len(self.heads) :]):
                broken = "columns"
            if not broken:
                broken = next((code for cell in row.values() if (code := text_fault(cell))), "")
            if not self.knows_merged and not broken:
                if any(row[door].strip() for door in doors):
                    above = {door: row[door] for door in doors}
                elif above and row.get(columns.get("name", ""), "").strip():
                    row |= above | {"": "door-from-above"}
            yield line, row, broken


def opened(path: str | Path, *, limits: Limits = DEFAULT_LIMITS) -> Rows:
    """Find the roll in a file. Raises TableError: what `tables` finds, and `header` where no row names columns."""
    source = Path(path)
    for sheet in sheets(source, limits=limits):
        first: list[Record] = []
        for record in sheet.records:
            first.append(record)
            if len(first) >= LOOKED_AT:
                break
        at = next(
            (n for n, (_l, cells, broken) in enumerate(first) if _is_head(cells, broken)), None
        )
        if at is None:
            continue
        line, cells, _broken = first[at]
        after = at + 1
        if after < len(first) and _is_head(first[after][1], first[after][2]):
            cells, after = _joined(cells, first[after][1]), after + 1
        heads = named(cells)
        if len(heads) > limits.columns:
            raise TableError(
                Fault(source.name, line, "", str(len(heads)), f"columns<={limits.columns}")
            )
        return Rows(
            heads, line, sheet.name, sheet.knows_merged, chain(first[after:], sheet.records)
        )
    raise TableError(Fault(source.name, 0, "", "", "header"))


def _is_head(cells: Sequence[str], broken: str) -> bool:
    return not broken and known_heads(cells) >= 2


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    width = max(len(upper), len(lower))
    pairs = zip(_fitted(upper, width), _fitted(lower, width), strict=True)
    return [low.strip() or up for up, low in pairs]


def named(cells: Sequence[str]) -> list[str]:
    """Names of columns, each once: empty ones by their letter, repeated ones with a number."""
    plain = [" ".join(cell.replace("\ufeff", "").split())[:60] for cell in cells]
    while plain and not plain[-1]:
        plain.pop()
    names: list[str] = []
    for place, name in enumerate(plain):
        base = called = name or f"{_letter(place)}列"
        count = 1
        while called in names:
            count += 1
            called = f"{base} ({count})"
        names.append(called)
    return names


def _letter(place: int) -> str:
    text, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def _fitted(cells: Sequence[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]
