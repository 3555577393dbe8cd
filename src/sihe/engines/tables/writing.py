"""Tables as spreadsheets on office PCs read them: CSV in UTF-8 with its mark, XLSX; no cell is taken for a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Explained:
    """The sheet that explains a template: its name, its two heads, and (column, how to fill it in)."""

    name: str
    heads: tuple[str, str]
    lines: Sequence[tuple[str, str]]


def template(
    name: str,
    heads: Sequence[str],
    examples: Iterable[Sequence[str]],
    explained: Explained,
    *,
    empty: int = 200,
) -> bytes:
    """Return an XLSX template: a sheet to fill in, with example rows, and a sheet that explains its columns.

    Its cells, with `empty` rows more, are text, so that no number loses its digits and 3-2 never becomes a date.
    """
    from openpyxl import Workbook  # heavy, for a rare download
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    page, why = book.active, book.create_sheet(explained.name[:31])
    page.title = name[:31]
    for row in [heads, *examples, *([""] * len(heads) for _ in range(empty))]:
        page.append(list(row))
    for row in page.iter_rows():
        for cell in row:
            cell.number_format = "@"
    for number, head in enumerate(heads, 1):
        page.cell(1, number).font = Font(bold=True)
        page.column_dimensions[get_column_letter(number)].width = max(12, 2 * len(head) + 6)
    page.freeze_panes = "A2"
    for line in [explained.heads, *explained.lines]:
        why.append(list(line))
    why.column_dimensions["A"].width, why.column_dimensions["B"].width = 18, 70
    out = BytesIO()
    book.save(out)
    return out.getvalue()
