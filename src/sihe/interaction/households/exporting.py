"""Lists of people as files: the first line says who took them along, for whom, when and what for."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sihe.interaction.rounds.queries.members import dwelling_label
from sihe.kernel.people.models import Residence
from sihe.kernel.privacy import masks

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 20_000


def resident_lines(rows: Iterable[Residence], line: str) -> Iterator[list[str]]:
    """Yield who took it along, the heads, then one line a resident; phones stay masked."""
    yield [line]
    yield [_("姓名"), _("住址"), _("居住情况"), _("从"), _("电话")]
    for row in rows:
        yield [
            harmless(row.person.name), harmless(dwelling_label(row.dwelling)),
            row.get_kind_display(), f"{row.since:%Y-%m-%d}", masks.phone(row.person.phone),
        ]  # fmt: skip


def help_lines(rows: Iterable[Any], line: str) -> Iterator[list[str]]:
    """Yield who took it along, the heads, then one line a household."""
    yield [line]
    yield [_("住址"), _("谁同意"), _("需要什么"), _("到哪天")]
    for row in rows:
        kinds = "、".join(mark.get_kind_display() for mark in row.marks.all())
        yield [
            harmless(dwelling_label(row.dwelling)), harmless(row.person.name), kinds,
            f"{row.until:%Y-%m-%d}",
        ]  # fmt: skip


def harmless(text: str) -> str:
    """Keep a spreadsheet from taking a name for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def as_workbook(name: str, lines: Iterator[list[str]]) -> HttpResponse:
    """Answer an XLSX file, which is kept nowhere on the way."""
    from openpyxl import Workbook  # a tenth of every process's memory, for a rare download

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("名单"))
    for line in lines:
        sheet.append(line)
    out = BytesIO()
    book.save(out)
    answer = HttpResponse(out.getvalue(), content_type=XLSX)
    day = timezone.localdate()
    answer["Content-Disposition"] = f'attachment; filename="{name}-{day:%Y%m%d}.xlsx"'
    answer["Cache-Control"] = "private, no-store"
    return answer
