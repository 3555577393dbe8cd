"""What is wrong in a table, and where: one record for every importer and engine.

`expected` is a code, never a sentence: the caller holds the words. Codes used here:
`columns:N`, `text`, `no-control-characters`, `decodable-text`, `closed-quote`, `number`, `date`,
`time`, `flat-value`, `one-value-per-name`, `exact-number`, and for whole files `header`,
`unique-header`, `known-encoding`, `known-format`, `size:N`, `ratio:N`, `rows:N`, `columns<=N`,
`cells:N`, `parts<=N`, `cell-reference`, `readable-file`, `sheet`, `json`. In JSON and in the cells of engines:
`object`, `list`, `integer`, `integer>=N`, `integer<=N`, `true|false`, `word|word|...`, `unique`, `column`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: `file`, `row` (line, sheet row or item, from 1; 0 = the whole file),
    `column` ("" = the whole row), what was `found` (shortened), the code of what was `expected`."""

    file: str
    row: int
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.row}" if self.row else self.file
        name = f" [{self.column}]" if self.column else ""
        return f"{where}{name} found {shown(self.found)!r}, expected {self.expected}"


class TableError(Exception):
    """The file as a whole cannot be read; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class Refused(Exception):
    """Input that cannot be used; `faults` says everything that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults, the first: {faults[0]}" if faults else "")
        self.faults = list(faults)


class CellFault(ValueError):
    """One value cannot be read; `at` makes it a `Fault` once the place is known."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(f"found {shown(found)!r}, expected {expected}")
        self.found = found
        self.expected = expected

    def at(self, file: str, row: int, column: str) -> Fault:
        """The fault of this value at a place."""
        return Fault(file, row, column, shown(self.found), self.expected)


def shown(text: str) -> str:
    """`text` fit for one line of a report: no line breaks or controls, at most 60 characters."""
    plain = "".join(
        c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[: SHOWN + 1]
    )
    return plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"
