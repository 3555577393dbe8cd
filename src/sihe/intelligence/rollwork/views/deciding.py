"""The differences of a roll, confirmed one by one or ticked together; what is doubtful has a page of its own."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sihe.engines.tables.writing import csv_lines
from sihe.intelligence.rolls.models import ChangeKind, RollChange, RollState, Verdict
from sihe.intelligence.rolls.queries import buildings
from sihe.intelligence.rollwork import actions, queries
from sihe.intelligence.rollwork.phrases import DOUBTS
from sihe.intelligence.rollwork.queries import Narrowed
from sihe.intelligence.rollwork.tasks import work_on
from sihe.intelligence.rollwork.views.pages import as_csv, roll_of, rolls_only
from sihe.intelligence.rollwork.words import Line, line_of
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.ui import toasts

SIZE = 50
UNSHOWN = (ChangeKind.READ, ChangeKind.SAME)
DECIDING = (RollState.OPEN, RollState.WRITING)


@require_GET
@rolls_only
def listing(request: Request, number: int) -> HttpResponse:
    """Show the differences that one asks for, and how many of them can be confirmed at once."""
    roll = roll_of(request, number)
    narrowed = Narrowed.of(request.GET)
    rows = narrowed.apply(
        roll.changes.select_related("dwelling__building__compound", "dwelling__unit")
    )
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    every = ("", _("全部"))
    context = {
        "roll": roll, "page": page, "kind": narrowed.kind,
        "lines": [line_of(told) for told in queries.told(list(page))],
        "together": rows.filter(doubt="", verdict=Verdict.OPEN).count(),
        "kinds": [every, *((k, said_) for k, said_ in ChangeKind.choices if k not in UNSHOWN)],
        "buildings": [every, *buildings(roll)],
        "doubts": [every, ("no", _("没有疑点")), ("yes", _("有疑点")), *DOUBTS.items()],
        "verdicts": [*Verdict.choices, ("all", _("全部"))],
        "decides": roll.state in DECIDING and may("rolls.confirm", request.actor, roll),
    }  # fmt: skip
    return render(request, "rolls/changes.html", context)


@require_POST
@rolls_only
def decide(request: Request, number: int) -> HttpResponse:
    """Confirm or leave what is ticked, or all of the list as it is narrowed."""
    roll = roll_of(request, number)
    narrowed = Narrowed.of(request.GET)
    rows = narrowed.apply(RollChange.objects.filter(roll=roll))
    if "all" in request.POST and not narrowed.kind:  # nobody moves out because a button said all
        rows = rows.none()
    verdict = request.POST.get("all") or request.POST.get("verdict", "")
    if "all" not in request.POST:
        ticked = [int(pk) for pk in request.POST.getlist("change") if pk.isascii() and pk.isdigit()]
        rows = RollChange.objects.filter(roll=roll, pk__in=ticked)
    try:
        count = actions.decide(
            by=request.actor, roll=roll, changes=rows.order_by(), verdict=verdict
        )
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        if count:
            work_on.enqueue(roll.pk)
            toasts.say(request, _("办了%(n)d条。") % {"n": count})
        else:
            toasts.warn(request, _("没有可办的。有疑点的，请一条一条看。"))
    return redirect(f"{request.path.removesuffix('decide/')}?{request.GET.urlencode()}")


@require_http_methods(["GET", "HEAD", "POST"])
@rolls_only
def one(request: Request, number: int, change: int) -> HttpResponse:
    """Show one difference, side by side, and decide on it."""
    roll = roll_of(request, number)
    rows = roll.changes.exclude(kind__in=UNSHOWN)
    row = (
        rows.select_related("dwelling__building__compound", "dwelling__unit", "decided_by")
        .filter(pk=change)
        .first()
    )
    if row is None:
        raise Http404
    if request.method == "POST":
        try:
            actions.decide_one(
                by=request.actor, roll=roll, change=row, verdict=request.POST.get("verdict", "")
            )
        except Refused as refused:
            toasts.warn(request, said(refused))
            return redirect("rolls:change", roll.pk, row.pk)
        work_on.enqueue(roll.pk)
        toasts.say(request, _("记下了。"))
        following = (
            rows.filter(verdict=Verdict.OPEN, pk__gt=row.pk)
            .exclude(doubt="")
            .order_by("pk")
            .first()
        )
        if row.doubt and following is not None:
            return redirect("rolls:change", roll.pk, following.pk)
        return redirect("rolls:changes", roll.pk)
    (told,) = queries.told([row])
    context = {
        "roll": roll, "line": line_of(told), "change": row,
        "decides": row.verdict == Verdict.OPEN and roll.state in DECIDING and may("rolls.confirm", request.actor, roll),
        "pair": row.kind == ChangeKind.CHANGED and row.doubt,
    }  # fmt: skip
    return render(request, "rolls/change.html", context)


@require_GET
@rolls_only
def export(request: Request, number: int) -> StreamingHttpResponse:
    """Give the narrowed list as a table: names, doors and what changes; phones and numbers are masked."""
    roll = roll_of(request, number)
    rows = Narrowed.of(request.GET).apply(
        roll.changes.select_related("dwelling__building__compound", "dwelling__unit")
    )
    return as_csv(csv_lines(_table(rows.iterator(chunk_size=500))), f"changes-{roll.pk}.csv")


def _table(rows: Iterator[RollChange]) -> Iterator[list[str]]:
    yield [_("变化"), _("姓名"), _("住处"), _("说明"), _("疑点"), _("处理"), _("行")]
    portion: list[RollChange] = []
    for row in rows:
        portion.append(row)
        if len(portion) == 500:
            yield from map(_cells, map(line_of, queries.told(portion)))
            portion = []
    yield from map(_cells, map(line_of, queries.told(portion)))


def _cells(line: Line) -> list[str]:
    note = "；".join(
        f"{what}：{before} → {after}" for what, before, after in line.compared if before != after
    )
    change = line.change
    return [str(change.get_kind_display()), line.name, line.door, note or line.note, line.doubt,
            str(change.get_verdict_display()), str(change.line or "")]  # fmt: skip
