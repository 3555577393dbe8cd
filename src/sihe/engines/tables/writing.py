"""Tables as spreadsheets on office PCs read them: CSV in UTF-8 with its mark, XLSX; no cell is taken for a formula."""

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO

FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """Gives back what a CSV writer writes."""

    def write(self, value: str) -> str:
        """Return the line."""
        return value


def harmless(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_lines(lines: Iterable[list[str]]) -> Iterator[str]:
    """Yield a table line by line, its heads first."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for line in lines:
        yield writer.writerow([harmless(cell) for cell in line])


def workbook(lines: Iterable[list[str]], sheet: str) -> bytes:
    """Return an XLSX file with one sheet of that name."""
    from openpyxl import Workbook  # a tenth of every process's memory, for a rare download

    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    for line in lines:
        page.append([harmless(cell) for cell in line])
    out = BytesIO()
    book.save(out)
    return out.getvalue()
