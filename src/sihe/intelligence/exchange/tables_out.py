"""CSV as spreadsheets on office PCs read it: UTF-8 with its mark, and no cell that is taken for a formula."""

import csv
from collections.abc import Iterable, Iterator
from itertools import chain

FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """Gives back what a CSV writer writes."""

    def write(self, value: str) -> str:
        """Return the line."""
        return value


def harmless(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_lines(heads: Iterable[list[str]], lines: Iterable[list[str]]) -> Iterator[str]:
    """Yield the table line by line."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for line in chain(heads, lines):
        yield writer.writerow([harmless(cell) for cell in line])
