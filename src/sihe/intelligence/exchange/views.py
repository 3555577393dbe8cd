"""The import pages: take a file, choose columns, try, let in, take back; what was refused; what goes back."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.http import (
    Http404,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sihe.engines.tables.writing import csv_lines
from sihe.intelligence.exchange import actions, queries
from sihe.intelligence.exchange.forms import ColumnsForm, FileForm
from sihe.intelligence.exchange.models import AT_WORK, BatchState, ImportBatch
from sihe.intelligence.exchange.phrases import WARNINGS, file_reason, row_reason
from sihe.intelligence.exchange.tasks import work_on
from sihe.kernel.access.doors import who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.ui import toasts

IMPORT = "exchange.import"
LAST, FIRST_REFUSED, KEPT = 30, 20, 50


@require_http_methods(["GET", "HEAD", "POST"])
@who_holds(IMPORT)
def index(request: Request) -> HttpResponse:
    """Show the latest imports and take a new file."""
    form = FileForm()
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            given = form.cleaned_data
            try:
                batch = actions.take_file(
                    by=request.actor, file=given["file"], profile=given["profile"]
                )
            except Refused as refused:
                form.add_error(refused.field or None, said(refused))
            else:
                return redirect("exchange:batch", batch.pk)
    batches = queries.visible_to(request.actor).order_by("-created_at", "-pk")[:LAST]
    context = {"form": form, "batches": batches}
    return render(request, "exchange/index.html", context, status=422 if form.errors else 200)


@require_GET
@who_holds(IMPORT)
def batch_page(request: Request, number: int) -> HttpResponse:
    """Show where an import stands and what can be done with it now."""
    return _show(request, _batch(request, number))


def _show(
    request: Request, batch: ImportBatch, form: ColumnsForm | None = None, status: int = 200
) -> HttpResponse:
    refused = batch.refused_rows.order_by("line")[:FIRST_REFUSED]
    context: dict[str, Any] = {
        "batch": batch, "at_work": batch.state in AT_WORK,
        "can_choose": batch.state in (BatchState.NEW, BatchState.CHECKED, BatchState.FAILED) and batch.kept_as,
        "form": form or ColumnsForm(batch), "trouble": file_reason(batch.trouble) if batch.trouble else "",
        "warnings": [(WARNINGS.get(code, code), n) for code, n in sorted(batch.warnings.items())],
        "refusals": [(row_reason(reason), n) for reason, n, _line in queries.refusals(batch)],
        "refused": [(row, row_reason(row.reason)) for row in refused],
        "answered": queries.answered(batch) if batch.state == BatchState.DONE else 0,
        "kept": queries.kept_after_undo(batch)[:KEPT] if batch.state == BatchState.UNDONE else (),
        "kept_count": batch.made - batch.removed,
    }  # fmt: skip
    return render(request, "exchange/batch.html", context, status=status)


def _batch(request: Request, number: int) -> ImportBatch:
    batch = queries.visible_to(request.actor).filter(pk=number).first()
    if batch is None:
        raise Http404
    return batch


@require_POST
@who_holds(IMPORT)
def columns(request: Request, number: int) -> HttpResponse:
    """Keep which column is what, and begin the dry run."""
    batch = _batch(request, number)
    form = ColumnsForm(batch, request.POST)
    if not form.is_valid():
        return _show(request, batch, form, status=422)
    try:
        actions.choose_columns(
            by=request.actor, batch=batch, columns=form.columns(), keep_as=form.cleaned_data["keep_as"]
        )  # fmt: skip
        actions.start_check(by=request.actor, batch=batch)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        return _show(request, _batch(request, number), form, status=422)
    work_on.enqueue(batch.pk)
    return redirect("exchange:batch", batch.pk)


@require_POST
@who_holds(IMPORT)
def begin(request: Request, number: int) -> HttpResponse:
    """Let a tried file in."""
    return _start(request, number, actions.start_import)


@require_POST
@who_holds(IMPORT)
def undo(request: Request, number: int) -> HttpResponse:
    """Take an import back."""
    return _start(request, number, actions.start_undo)


@require_POST
@who_holds(IMPORT)
def resume(request: Request, number: int) -> HttpResponse:
    """Go on with work that a stop has interrupted."""
    batch = _batch(request, number)
    if batch.state in AT_WORK:
        work_on.enqueue(batch.pk)
    return redirect("exchange:batch", batch.pk)


def _start(request: Request, number: int, act: Any) -> HttpResponseRedirect:
    batch = _batch(request, number)
    try:
        act(by=request.actor, batch=batch)
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        work_on.enqueue(batch.pk)
    return HttpResponseRedirect(f"/import/{batch.pk}/")


@require_GET
@who_holds(IMPORT)
def progress(request: Request, number: int) -> HttpResponse:
    """Answer how far the work is; when it is done, the whole page is fetched anew."""
    batch = _batch(request, number)
    response = render(request, "exchange/parts/progress.html", {"batch": batch})
    if batch.state not in AT_WORK:
        response.headers["HX-Refresh"] = "true"
    return response


@require_GET
@who_holds(IMPORT)
def refused(request: Request, number: int) -> StreamingHttpResponse:
    """Give all rows that did not come in, with line, column and reason."""
    batch = _batch(request, number)
    rows = batch.refused_rows.order_by("line").iterator(chunk_size=1000)
    lines = ([str(r.line), r.column, r.found, row_reason(r.reason)] for r in rows)
    heads = [_("行"), _("列"), _("内容"), _("原因")]
    return _table(f"refused-{batch.pk}", [heads], lines)


@require_GET
@who_holds(IMPORT)
def answers(request: Request, number: int) -> StreamingHttpResponse:
    """Give the answers as the sender's table wants them, so that nobody keys them in again."""
    batch = _batch(request, number)
    return _table(f"answers-{batch.pk}", [], queries.answers(batch))


def _table(
    name: str, heads: Iterable[list[str]], lines: Iterable[list[str]]
) -> StreamingHttpResponse:
    response = StreamingHttpResponse(
        csv_lines(chain(heads, lines)), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
