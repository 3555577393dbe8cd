"""The page of the six steps, and the page of each: by hand, by table, done; and the slips with start passwords."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sihe.intelligence.registering import actions as registering
from sihe.intelligence.registering.phrases import mend
from sihe.intelligence.registering.queries import visible_to
from sihe.intelligence.registering.steps import STEPS, Step
from sihe.intelligence.setup import actions, papers, queries
from sihe.intelligence.setup.forms import RowForm, TableForm
from sihe.intelligence.setup.phrases import NOUNS, TITLES
from sihe.intelligence.setup.sheets import template as template_of
from sihe.kernel.access.doors import who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.places.queries import streets
from sihe.kernel.ui import toasts

BUILD = "organisations.edit"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 8


@require_GET
@who_holds(BUILD)
def index(request: Request) -> HttpResponse:
    """Show the six steps, and what comes after them."""
    steps = queries.standings(TITLES, NOUNS)
    every = [(street, queries.matrix_of(street)) for street in streets()[:SHOWN]]
    context = {
        "steps": steps,
        "next": next((s.key for s in steps if s.state != "done" and s.url), ""),
        "streets": every, "published": bool(every) and all(matrix for _, matrix in every),
        "waiting": len(queries.without_slip(request.actor)),
    }  # fmt: skip
    return render(request, "setup/index.html", context)


def _step(key: str) -> Step:
    if key not in STEPS:
        raise Http404
    return STEPS[key]


@require_http_methods(["GET", "HEAD", "POST"])
@who_holds(BUILD)
def step(request: Request, step: str) -> HttpResponse:
    """Show a step, and enter one row by hand."""
    chosen = _step(step)
    form = RowForm(chosen, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = registering.enter_row(by=request.actor, step=chosen, given=form.cleaned_data)
        except registering.RowWrong as wrong:
            words = mend(wrong.code)
            there = _("（已登记的：%(there)s）") % {"there": wrong.there} if wrong.there else ""
            form.add_error(wrong.column if wrong.column in form.fields else None, words + there)
        except Refused as refused:
            form.add_error(None, said(refused))
        else:
            toasts.say(request, _("登记好了。") if made else _("这些早已登记，没有重复添加。"))
            return redirect("setup:step", step)
    return _show(request, chosen, form)


def _show(
    request: Request, chosen: Step, form: RowForm, table_form: TableForm | None = None
) -> HttpResponse:
    (standing,) = queries.standings(TITLES, NOUNS, [chosen.key])
    search = request.GET.get("q", "").strip()[:40]
    batches = visible_to(request.actor).filter(step=chosen.key).order_by("-created_at", "-pk")
    context = {
        "step": chosen, "standing": standing, "after": queries.after(chosen.key, TITLES),
        "form": form, "table_form": table_form or TableForm(),
        "rows": queries.entered(chosen.key, search), "most": queries.LATEST, "batches": batches[:SHOWN],
        "waiting": len(queries.without_slip(request.actor)) if chosen.key == "staff" else 0,
    }  # fmt: skip
    wrong = form.errors or (table_form and table_form.errors)
    return render(request, "setup/step.html", context, status=422 if wrong else 200)


@require_GET
@who_holds(BUILD)
def template(request: Request, step: str) -> HttpResponse:
    """Answer the table to fill in."""
    response = HttpResponse(template_of(_step(step)), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="sihe-{step}.xlsx"'
    return response


@require_POST
@who_holds(BUILD)
def take(request: Request, step: str) -> HttpResponse:
    """Take a table; where all needed columns were recognised, try it at once."""
    chosen = _step(step)
    form = TableForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            batch = registering.take_table(
                by=request.actor, step=chosen, file=form.cleaned_data["file"]
            )
        except Refused as refused:
            form.add_error(refused.field or None, said(refused))
        else:
            if not chosen.missing(batch.mapping):
                registering.work(registering.start_check(by=request.actor, batch=batch))
            return redirect("setup:table", batch.pk)
    return _show(request, chosen, RowForm(chosen), form)


@require_POST
@who_holds(BUILD)
def done(request: Request, step: str) -> HttpResponse:
    """Say that a step is done, or that it is not after all."""
    try:
        actions.mark_step(by=request.actor, step=step, done=request.POST.get("done") == "yes")
    except Refused:
        raise Http404 from None
    return redirect("setup:index")


@require_POST
@who_holds(BUILD)
def slips(request: Request) -> HttpResponse:
    """Answer the slips with start passwords, of those chosen or of everybody who waits."""
    chosen = [int(pk) for pk in request.POST.getlist("account") if pk.isascii() and pk.isdigit()]
    try:
        given = actions.give_start_passwords(by=request.actor, accounts=chosen)
    except Refused as refused:
        toasts.warn(request, said(refused))
        return redirect("setup:step", "staff")
    response = HttpResponse(papers.slips(given), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="sihe-slips.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
