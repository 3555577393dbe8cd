"""The account for those who keep it and those who look on: its lines, a new one, one of them, a table."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sihe.engines.tables.writing import csv_lines, workbook
from sihe.interaction.affairs import reading
from sihe.interaction.affairs.forms import EntryForm, ReverseForm
from sihe.interaction.disclosure import actions, queries
from sihe.interaction.disclosure.models import HEADINGS, AccountEntry, Side
from sihe.kernel.access.doors import staff_only, who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.facts import About
from sihe.kernel.files.queries import of
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.ui import toasts

SIZE, MOST, YEARS, MOST_XLSX = 50, 200, 8, 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEEP = "disclosure.keep"
FIELDS = {"photo": "receipts"}


@require_GET
@staff_only
def index(request: Request) -> HttpResponse:
    """List the committees whose affairs one may see; with one only, go there."""
    rows = queries.standing(queries.visible_to(request.actor)[:MOST])
    if not rows:
        raise Http404
    if len(rows) == 1:
        return redirect("affairs:book", rows[0][0].pk)
    return render(request, "affairs/index.html", {"rows": rows})


@require_GET
@staff_only
def book(request: Request, organisation: int) -> HttpResponse:
    """Show the account, narrowed by `?year=`, `?side=`, `?heading=`, `?q=`."""
    one = organisation_of(request, organisation)
    rows = narrowed(queries.entries_of(one.pk), request.GET)
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    last, year = queries.last_published(one.pk), timezone.localdate().year
    context = {
        "organisation": one, "page": page, "total": page.paginator.count,
        "lines": [reading.entry_line(row) for row in page], "balance": queries.balance_of(one.pk),
        "may_keep": may(KEEP, request.actor, one), "last": last,
        "sides": [("", _("全部")), *((c, str(s)) for c, s in Side.choices)],
        "headings": [("", _("全部")), *((c, str(s)) for c, s in HEADINGS)],
        "years": [("", _("全部")), *((str(y), str(y)) for y in range(year, year - YEARS, -1))],
    }  # fmt: skip
    return render(request, "affairs/book.html", context)


@require_GET
@staff_only
def shares(request: Request, organisation: int) -> HttpResponse:
    """Show how much of each year's income came from one source (`?source=`), unpublished lines too."""
    one = organisation_of(request, organisation)
    source = reading.source_of(request.GET.get("source", ""))
    chart, rows = reading.trend_chart(one.pk, source, public=False)
    context = {
        "organisation": one, "chart": chart, "shares": rows, "source": source,
        "sources": reading.sources(),
    }  # fmt: skip
    return render(request, "affairs/shares.html", context)


@who_holds(KEEP)
def keep(request: Request, organisation: int) -> HttpResponse:
    """Enter a line."""
    one = organisation_of(request, organisation)
    if not may(KEEP, request.actor, one):
        raise Http404
    start = {"token": uuid4(), "day": timezone.localdate()}
    form = EntryForm(request.POST or None, request.FILES or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.keep_entry(by=request.actor, organisation=one, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            toasts.say(request, _("记好了，第%(n)s号。") % {"n": made.number})
            return redirect("affairs:book", one.pk)
    context = {"organisation": one, "form": form, "last": queries.last_published(one.pk)}
    return render(request, "affairs/keep.html", context, status=422 if form.errors else 200)


@staff_only
def entry(request: Request, entry: int) -> HttpResponse:
    """Show one line with its receipts; take it back by a counter-entry."""
    seen = queries.visible_to(request.actor).values("pk")
    rows = AccountEntry.objects.select_related("organisation", "counters", "countered", "kept_by")
    found = rows.filter(pk=entry, organisation__in=seen).first()
    if found is None:
        raise Http404
    form = ReverseForm(request.POST or None, initial={"token": uuid4()})
    if request.method == "POST":
        if not may(KEEP, request.actor, found.organisation):
            raise Http404
        if form.is_valid():
            try:
                actions.reverse_entry(by=request.actor, entry=found, **form.cleaned_data)
            except Refused as refused:
                blame(form, refused)
            else:
                toasts.say(request, _("冲销了，两笔都看得到。"))
                return redirect("affairs:book", found.organisation_id)
    countered = getattr(found, "countered", None)
    context = {
        "entry": found, "line": reading.entry_line(found), "form": form, "countered": countered,
        "receipts": of(About("account_entry", found.pk)),
        "may_reverse": may(KEEP, request.actor, found.organisation)
        and found.counters_id is None and countered is None,
    }  # fmt: skip
    return render(request, "affairs/entry.html", context, status=422 if form.errors else 200)


@require_GET
@staff_only
def export(request: Request, organisation: int, form: str) -> HttpResponseBase:
    """Give the account, narrowed as the list is, as a table."""
    one = organisation_of(request, organisation)
    rows = narrowed(queries.entries_of(one.pk), request.GET)
    if form == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(
            csv_lines(table(rows)), content_type="text/csv; charset=utf-8"
        )
    elif form == "xlsx":
        answer = HttpResponse(workbook(table(rows[:MOST_XLSX]), _("账目")), content_type=XLSX)
    else:
        raise Http404
    answer.headers["Content-Disposition"] = f'attachment; filename="account-{one.pk}.{form}"'
    return answer


def table(rows: QuerySet[AccountEntry]) -> Iterator[list[str]]:
    """Yield the heads, then one line an entry; amounts in yuan with two places."""
    yield [
        _("序号"),
        _("日期"),
        _("收支"),
        _("来源或用途"),
        _("金额（元）"),
        _("结余（元）"),
        _("说明"),
        _("更正"),
    ]
    for row in rows.iterator(chunk_size=1000):
        shown = reading.entry_line(row)
        yield [
            str(row.number), str(row.day), row.get_side_display(), shown["heading"], plain(row.amount),
            plain(row.balance), row.words, shown["note"],
        ]  # fmt: skip


def plain(fen: int) -> str:
    """Return an amount as a spreadsheet reads it: -1234.50."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def narrowed(rows: QuerySet[AccountEntry], asked: QueryDict) -> QuerySet[AccountEntry]:
    """Narrow lines by what the address asks for; what is not understood narrows nothing."""
    year, side, heading = asked.get("year", ""), asked.get("side", ""), asked.get("heading", "")
    if year.isascii() and year.isdigit() and len(year) == 4 and int(year) > 0:
        rows = rows.filter(day__year=int(year))
    if side in Side.values:
        rows = rows.filter(side=side)
    if heading in dict(HEADINGS):
        rows = rows.filter(heading=heading)
    words = asked.get("q", "").strip()
    return rows.filter(words__contains=words) if words else rows


def organisation_of(request: Request, pk: int) -> Organisation:
    """Return an organisation whose affairs the actor may see; otherwise 404."""
    found = queries.visible_to(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def blame(form: Any, refused: Refused) -> None:
    """Put a refusal beside its field, or at the head of the form."""
    field = FIELDS.get(refused.field, refused.field)
    form.add_error(field if field in form.fields else None, said(refused))
