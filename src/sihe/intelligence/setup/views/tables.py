"""The page of one table: which column is what, the dry run, letting in, taking back."""

from collections.abc import Callable
from itertools import chain

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sihe.engines.tables.writing import csv_lines
from sihe.intelligence.registering import actions
from sihe.intelligence.registering.models import AT_WORK, CHANGEABLE, TableBatch, TableState
from sihe.intelligence.registering.phrases import file_reason, mend
from sihe.intelligence.registering.queries import kept_names, reached, reasons, visible_to
from sihe.intelligence.registering.steps import STEPS
from sihe.intelligence.setup.forms import ColumnsForm
from sihe.intelligence.setup.views.steps import BUILD
from sihe.kernel.access.doors import who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.ui import toasts

FIRST = 30


def _batch(request: Request, table: int) -> TableBatch:
    found = visible_to(request.actor).filter(pk=table).first()
    if found is None:
        raise Http404
    return found


@require_GET
@who_holds(BUILD)
def page(request: Request, table: int) -> HttpResponse:
    """Show where a table stands and what can be done with it now."""
    return _show(request, _batch(request, table))


def _show(
    request: Request, batch: TableBatch, form: ColumnsForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "batch": batch, "step": STEPS[batch.step], "at_work": batch.state in AT_WORK, "reached": reached(batch),
        "can_choose": batch.state in CHANGEABLE and bool(batch.kept_as), "form": form or ColumnsForm(batch),
        "trouble": file_reason(batch.trouble) if batch.trouble else "",
        "reasons": [(mend(reason), n) for reason, n, _first in reasons(batch)],
        "conflicts": [(row, mend(row.reason)) for row in batch.conflicts.order_by("line")[:FIRST]],
        "kept": kept_names(batch) if batch.state == TableState.UNDONE else [],
    }  # fmt: skip
    return render(request, "setup/table.html", context, status=status)


@require_POST
@who_holds(BUILD)
def columns(request: Request, table: int) -> HttpResponse:
    """Keep which column is what, and try the table."""
    batch = _batch(request, table)
    form = ColumnsForm(batch, request.POST)
    if form.is_valid():
        try:
            actions.work(
                actions.start_check(by=request.actor, batch=batch, mapping=form.cleaned_data)
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        else:
            return redirect("setup:table", batch.pk)
    return _show(request, _batch(request, table), form, status=422)


@require_POST
@who_holds(BUILD)
def begin(request: Request, table: int) -> HttpResponse:
    """Let a tried table in."""
    return _start(request, table, actions.start_import)


@require_POST
@who_holds(BUILD)
def undo(request: Request, table: int) -> HttpResponse:
    """Take a table back."""
    return _start(request, table, actions.start_undo)


def _start(request: Request, table: int, act: Callable[..., TableBatch]) -> HttpResponse:
    batch = _batch(request, table)
    try:
        actions.work(act(by=request.actor, batch=batch))
    except Refused as refused:
        toasts.warn(request, said(refused))
    return redirect("setup:table", batch.pk)


@require_POST
@who_holds(BUILD)
def resume(request: Request, table: int) -> HttpResponse:
    """Begin work anew that a stop has interrupted."""
    batch = _batch(request, table)
    if batch.state in AT_WORK:
        actions.work(batch)
    return redirect("setup:table", batch.pk)


@require_GET
@who_holds(BUILD)
def progress(request: Request, table: int) -> HttpResponse:
    """Answer how far the work is; when it is done, the whole page is fetched anew."""
    batch = _batch(request, table)
    context = {"batch": batch, "reached": reached(batch)}
    response = render(request, "setup/parts/progress.html", context)
    if batch.state not in AT_WORK:
        response.headers["HX-Refresh"] = "true"
    return response


@require_GET
@who_holds(BUILD)
def conflicts(request: Request, table: int) -> StreamingHttpResponse:
    """Give all rows that cannot come in: line, column, what stands there, what is registered, how to mend it."""
    batch = _batch(request, table)
    rows = batch.conflicts.order_by("line").iterator(chunk_size=1000)
    lines = ([str(r.line), r.column, r.found, r.there, mend(r.reason)] for r in rows)
    heads = [_("行"), _("列"), _("写着"), _("已登记的"), _("怎么改")]
    response = StreamingHttpResponse(
        csv_lines(chain([heads], lines)), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="conflicts-{batch.pk}.csv"'
    return response
