"""The list of matters and its export."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.engines.tables.writing import csv_lines, workbook
from sihe.interaction.casework.filters import WINDOW, Filters, choices_for
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from sihe.interaction.matters.queries import counted, first_of, for_list, terms_of, visible_to
from sihe.kernel.access.doors import staff_only
from sihe.kernel.access.requests import Request
from sihe.kernel.ui.columns import Column
from sihe.kernel.ui.words import local

SIZE, COUNTED, DEEPEST, MOST_XLSX = 50, 1000, 100, 20_000
HEADS = (
    gettext_lazy("编号"), gettext_lazy("类别"), gettext_lazy("状态"), gettext_lazy("来源"),
    gettext_lazy("社区"), gettext_lazy("网格"), gettext_lazy("小区"), gettext_lazy("楼栋"),
    gettext_lazy("负责主体"), gettext_lazy("上报时间"), gettext_lazy("办理时限"),
    gettext_lazy("办完时间"), gettext_lazy("即办即结"),
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One page of a list that is not counted to its end."""

    rows: list[Matter]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Tell whether there is a page before."""
        return self.number > 1

    @property
    def previous_page_number(self) -> int:
        """Return the number of the page before."""
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        """Return the number of the next page."""
        return self.number + 1


@staff_only
def index(request: Request) -> HttpResponse:
    """Show the matters that one may see, narrowed by the address."""
    now = timezone.now()
    filters = Filters.of(request.GET)
    rows, terms = filters.apply(Matter.objects.all(), now), terms_of(request.actor)
    asked = request.GET.get("page", "1")
    number = min(max(int(asked), 1), DEEPEST) if asked.isascii() and asked.isdigit() else 1
    found = list(first_of(for_list(rows), SIZE + 1, (number - 1) * SIZE, terms))
    context = {
        "page": Page(found[:SIZE], number, len(found) > SIZE),
        "total": _total(rows, terms, number, len(found)),
        "choices": choices_for(request.actor),
        "columns": [
            Column(_("事项"), sort="created"), Column(_("谁负责")), Column(_("状态")),
            Column(_("时限"), sort="due"),
        ],
        "now": now,
        "searched": WINDOW // 10_000 if filters.for_words and filters.after else 0,
    }  # fmt: skip
    return render(request, "casework/list.html", context)


def _total(rows: QuerySet[Matter], terms: Sequence[Q], number: int, found: int) -> str:
    """Count at most a thousand: beyond that the exact number says nothing and costs much."""
    if number == 1 and found <= SIZE:
        return str(found)
    count = counted(rows, COUNTED + 1, terms)
    return f"{COUNTED}+" if count > COUNTED else str(count)


@staff_only
def export(request: Request, kind: str) -> HttpResponseBase:
    """Give the filtered list as a table; no free text and nothing about residents is in it."""
    rows = Filters.of(request.GET).apply(visible_to(request.actor), timezone.now())
    name = f"matters-{timezone.localdate():%Y%m%d}"
    if kind == "csv":
        lines = csv_lines(table(rows))
        answer: HttpResponseBase = StreamingHttpResponse(
            lines, content_type="text/csv; charset=utf-8"
        )
    elif kind == "xlsx":
        answer = HttpResponse(
            workbook(table(rows[:MOST_XLSX]), _("事项")),
            content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
    else:
        raise Http404
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def table(rows: Any) -> Iterator[list[str]]:
    """Yield the heads, then one line a matter."""
    yield [str(head) for head in HEADS]
    for matter in for_list(rows).iterator(chunk_size=2000):
        places = (matter.community, matter.grid, matter.compound, matter.building)
        yield [
            matter.code, str(matter.category or ""), str(states.LABELS[matter.state]),
            matter.get_source_display(), *(str(p or "") for p in places),
            str(matter.accountable), written(matter.created_at), written(matter.due_at),
            written(matter.finished_at or matter.ended_at), _("是") if matter.settled_at_once else "",
        ]  # fmt: skip


def written(at: datetime | None) -> str:
    """Return a moment as spreadsheets read it."""
    return local(at).strftime("%Y-%m-%d %H:%M") if at else ""
