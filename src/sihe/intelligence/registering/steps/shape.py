"""What a step is: columns, examples, and the verb that brings one row in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sihe.engines.suggestion import cells
from sihe.intelligence.registering.ground import Ground

Given = dict[str, str]
Bring = Callable[[Given, Ground], None]


class RowWrong(Exception):
    """A row that cannot come in: a code, the column's key, what was found, what stands in the product."""

    def __init__(self, code: str, column: str = "", found: str = "", there: str = "") -> None:
        super().__init__(code)
        self.code, self.column, self.found, self.there = code, column, found, there


def listed(given: Given, column: str) -> list[str]:
    """Return the names of a cell, with ranges written out."""
    try:
        return cells.spread(given.get(column, ""))
    except cells.TooMany as wrong:
        raise RowWrong("range_wrong", column, str(wrong)) from None


@dataclass(frozen=True)
class Column:
    """One column: its name, other names of it in people's tables, an explanation."""

    key: str
    label: Any
    words: tuple[str, ...] = ()
    needed: bool = False
    help: Any = ""
    personal: bool = False


@dataclass(frozen=True)
class Step:
    """One step; `noun` names what it enters, `examples` are the example rows of its template."""

    key: str
    title: Any
    lead: Any
    columns: tuple[Column, ...]
    examples: tuple[tuple[str, ...], ...]
    bring: Bring

    def column(self, key: str) -> Column:
        """Return a column by its key."""
        return next(c for c in self.columns if c.key == key)

    def guess(self, header: list[str]) -> dict[str, str]:
        """Return key -> the file's column that is called so, or contains such a word; no column twice."""
        found: dict[str, str] = {}
        for exact in (True, False):
            for column in self.columns:
                for word in (str(column.label), *column.words):
                    near = (
                        h for h in header if h not in found.values()
                        and (h.strip() == word if exact else word in h)
                    )  # fmt: skip
                    name = next(near, "")
                    if name and column.key not in found:
                        found[column.key] = name
        return found

    def missing(self, mapping: Given) -> list[Column]:
        """Return the needed columns that have no column of the file."""
        return [c for c in self.columns if c.needed and not mapping.get(c.key)]
