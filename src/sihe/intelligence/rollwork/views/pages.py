"""The pages of a roll: bring it, say what its columns are, see what was found, take it back."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sihe.engines.tables.writing import csv_lines, workbook
from sihe.intelligence.rolls import actions as rolls
from sihe.intelligence.rolls import queries
from sihe.intelligence.rolls.models import AT_WORK, ChangeKind, Roll, RollState
from sihe.intelligence.rollwork import actions
from sihe.intelligence.rollwork.forms import ColumnsForm, RollForm
from sihe.intelligence.rollwork.phrases import WARNINGS, file_reason, row_reason
from sihe.intelligence.rollwork.sheets_out import XLSX, refused_lines, roll_template
from sihe.intelligence.rollwork.tasks import work_on
from sihe.kernel.access.doors import View, staff_only
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.ui import toasts

SIZE, FIRST_REFUSED = 50, 10
CHOOSING = (RollState.NEW, RollState.OPEN, RollState.FAILED, RollState.DONE)


def rolls_only(view: View) -> View:
    """Let only staff in who bring or confirm rolls."""

    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not any(request.actor.holds(name) for name in queries.PERMISSIONS):
            raise Http404
        return view(request, *args, **kwargs)

    return staff_only(guarded)


@require_http_methods(["GET", "HEAD", "POST"])
@rolls_only
def index(request: Request) -> HttpResponse:
    """Show the rolls and take a new one."""
    brings = request.actor.holds("rolls.import")
    covers = queries.covers_of(request.actor) if brings else []
    form = RollForm(covers)
    if request.method == "POST" and brings:
        form = RollForm(covers, request.POST, request.FILES)
        if form.is_valid():
            given = form.cleaned_data
            area, compound = given["cover"]
            try:
                roll = rolls.take_roll(
                    by=request.actor, file=given["file"], area=area, compound=compound, as_of=given["as_of"],
                    default_kind=given["default_kind"],
                )  # fmt: skip
            except Refused as refused:
                form.add_error(
                    refused.field if refused.field in form.fields else None, said(refused)
                )
            else:
                return redirect("rolls:roll", roll.pk)
    found = queries.visible_to(request.actor).order_by("-created_at", "-pk")
    page = Paginator(found, SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "brings": brings, "has_covers": bool(covers)}
    return render(request, "rolls/index.html", context, status=422 if form.errors else 200)


@require_GET
@rolls_only
def template(request: Request) -> HttpResponse:
    """Give the template to fill in."""
    return _file(roll_template(), "people-template.xlsx", XLSX)


def roll_of(request: Request, number: int) -> Roll:
    """Return a roll that one may see; otherwise there is none."""
    roll = queries.visible_to(request.actor).filter(pk=number).first()
    if roll is None:
        raise Http404
    return roll


@require_GET
@rolls_only
def roll_page(request: Request, number: int) -> HttpResponse:
    """Show where a roll stands and what can be done with it now."""
    return _show(request, roll_of(request, number))


def _show(request: Request, roll: Roll, form: ColumnsForm | None = None) -> HttpResponse:
    figures = [_figure(roll, f) for f in queries.figures(roll)]
    gone, stays = (sum(f["n"] for f in figures if f["kind"] == k) for k in ("out", "changed"))
    decided = any(f["open"] < f["n"] for f in figures)
    imports = may("rolls.import", request.actor, roll)
    context: dict[str, Any] = {
        "roll": roll, "at_work": roll.state in AT_WORK, "figures": figures,
        "form": form or ColumnsForm(roll),
        "can_choose": roll.state in CHOOSING and roll.kept_as and not decided and imports,
        "trouble": file_reason(roll.trouble) if roll.trouble else "",
        "warnings": [(WARNINGS.get(code, code), n) for code, n in sorted(roll.warnings.items())],
        "refusals": [(*row_reason(reason), n, first) for reason, n, first in queries.refusals(roll)[:FIRST_REFUSED]],
        "open": sum(f["open"] for f in figures), "written": sum(f["written"] for f in figures),
        "confirms": may("rolls.confirm", request.actor, roll), "imports": imports,
        "many_out": gone > roll.same + stays,
        "found": roll.state not in (RollState.NEW, RollState.FAILED, RollState.READING),
    }  # fmt: skip
    return render(request, "rolls/roll.html", context, status=422 if form else 200)


def _figure(roll: Roll, row: Mapping[str, Any]) -> dict[str, Any]:
    url = f"{reverse('rolls:changes', args=[roll.pk])}?verdict=all&kind={row['kind']}"
    label = ChangeKind(row["kind"]).label
    return {**row, "label": label, "url": url, "doubt_url": f"{url}&doubt=yes"}


@require_POST
@rolls_only
def columns(request: Request, number: int) -> HttpResponse:
    """Keep which column is what, and begin to read."""
    roll = roll_of(request, number)
    form = ColumnsForm(roll, request.POST)
    if not form.is_valid():
        return _show(request, roll, form)
    try:
        roll = rolls.choose_columns(by=request.actor, roll=roll, columns=form.cleaned_data)
        rolls.start_reading(by=request.actor, roll=roll)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        return _show(request, roll_of(request, number), form)
    work_on.enqueue(roll.pk)
    return redirect("rolls:roll", roll.pk)


@require_GET
@rolls_only
def progress(request: Request, number: int) -> HttpResponse:
    """Answer how far the work is; when it is done, the whole page is fetched anew."""
    roll = roll_of(request, number)
    response = render(request, "rolls/parts/progress.html", {"roll": roll, **_how_far(roll)})
    if roll.state not in AT_WORK:
        response.headers["HX-Refresh"] = "true"
    return response


def _how_far(roll: Roll) -> dict[str, int]:
    figures = queries.figures(roll)
    done = sum(f["written"] for f in figures)
    return {"done": done, "total": sum(f["n"] - f["open"] for f in figures)}


@require_POST
@rolls_only
def resume(request: Request, number: int) -> HttpResponse:
    """Go on with work that a stop has interrupted."""
    roll = roll_of(request, number)
    if roll.state in AT_WORK:
        work_on.enqueue(roll.pk)
    return redirect("rolls:roll", roll.pk)


@require_POST
@rolls_only
def undo(request: Request, number: int) -> HttpResponse:
    """Take a roll back."""
    return _act(request, number, actions.start_undo, "")


@require_POST
@rolls_only
def drop(request: Request, number: int) -> HttpResponse:
    """Give a roll up."""
    return _act(request, number, rolls.drop, _("不用了，文件已删。"))


def _act(request: Request, number: int, act: Callable[..., Roll], done: str) -> HttpResponse:
    roll = roll_of(request, number)
    try:
        roll = act(by=request.actor, roll=roll)
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        if done:
            toasts.say(request, done)
        if roll.state in AT_WORK:
            work_on.enqueue(roll.pk)
    return redirect("rolls:roll", roll.pk)


@require_GET
@rolls_only
def refused(request: Request, number: int) -> HttpResponse:
    """List the rows that did not come in, narrowed by reason."""
    roll = roll_of(request, number)
    rows, reason = roll.refusals.order_by("line"), request.GET.get("reason", "")
    if reason:
        rows = rows.filter(reason=reason)
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    reasons = [
        ("", _("全部")),
        *((code, row_reason(code)[0]) for code, _n, _l in queries.refusals(roll)),
    ]
    told = [(row, *row_reason(row.reason)) for row in page]
    context = {"roll": roll, "page": page, "told": told, "reasons": reasons}
    return render(request, "rolls/refused.html", context)


@require_GET
@rolls_only
def refused_file(request: Request, number: int, kind: str) -> HttpResponseBase:
    """Give all rows that did not come in as a table."""
    roll = roll_of(request, number)
    name = f"refused-{roll.pk}.{kind}"
    if kind == "xlsx":
        return _file(workbook(refused_lines(roll), _("没收的行")), name, XLSX)
    if kind != "csv":
        raise Http404
    return as_csv(csv_lines(refused_lines(roll)), name)


def as_csv(lines: Any, name: str) -> StreamingHttpResponse:
    """Return a table as a download, line by line."""
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
