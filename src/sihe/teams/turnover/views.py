"""Leaving a post on one page, and signing for what a colleague hands over."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sihe.kernel.access.doors import staff_only
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.ui import toasts
from sihe.teams.appointments.queries import EDIT
from sihe.teams.turnover import actions
from sihe.teams.turnover.forms import BeginForm, HandForm
from sihe.teams.turnover.holdings import held, kinds
from sihe.teams.turnover.models import Departure, PassingState
from sihe.teams.turnover.queries import departures_seen, to_sign
from sihe.teams.turnover.rules import post_of
from sihe.teams.turnover.sheets import sheet
from sihe.teams.turnover.showing import in_words, page_of

SIZE = 50


@staff_only
def index(request: Request) -> HttpResponse:
    """Begin to leave; list who leaves or left."""
    actor = request.actor
    form = BeginForm(
        actor.organisation or 0, actor.person or 0, actor.holds(EDIT), request.POST or None
    )
    if request.method == "POST" and form.is_valid():
        body = Organisation.objects.get(pk=actor.organisation or 0)
        try:
            made = actions.begin_leaving(by=actor, organisation=body, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, said(refused))
        else:
            return redirect("turnover:departure", made.pk)
    page = Paginator(departures_seen(actor), SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form, "page": page, "total": page.paginator.count,
        "to_sign": to_sign(actor).count(),
    }  # fmt: skip
    return render(request, "turnover/list.html", context, status=422 if form.errors else 200)


def _departure(request: Request, pk: int) -> Departure:
    found = departures_seen(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_GET
@staff_only
def departure(request: Request, pk: int) -> HttpResponse:
    """Show everything that a leaver still holds, and what became of the rest."""
    return _show(request, _departure(request, pk))


def _show(
    request: Request, found: Departure, form: HandForm | None = None, kind: str = ""
) -> HttpResponse:
    context: dict[str, Any] = page_of(found)
    context |= {
        "departure": found, "fault": form, "fault_kind": kind,
        "may_hand": may("leaving.begin", request.actor, post_of(found)) and found.closed_at is None,
        "may_close": may("leaving.close", request.actor, post_of(found)) and found.closed_at is None,
    }  # fmt: skip
    return render(request, "turnover/departure.html", context, status=422 if form else 200)


@require_POST
@staff_only
def hand(request: Request, pk: int, kind: str) -> HttpResponse:
    """Hand things of a kind to a colleague: those ticked, or all."""
    found = _departure(request, pk)
    if kind not in kinds:
        raise Http404
    ids = held(found.person_id, found.organisation_id).get(kind, [])
    form = HandForm(found.organisation_id, found.person_id, ids, request.POST)
    if form.is_valid():
        try:
            made = actions.hand(
                by=request.actor, departure=found, kind=kind, receiver=form.cleaned_data["receiver"],
                ids=form.cleaned_data["item"] or None,
            )  # fmt: skip
        except Refused as refused:
            form.add_error("receiver" if refused.field else None, said(refused))
        else:
            given = all(one.state == PassingState.TAKEN for one in made)
            words = _("交给%(who)s了。") if given else _("等%(who)s签收。")
            toasts.say(request, words % {"who": form.cleaned_data["receiver"].name})
            return redirect("turnover:departure", found.pk)
    return _show(request, found, form, kind)


@require_POST
@staff_only
def close(request: Request, pk: int) -> HttpResponse:
    """Close: the mandates end, and the account of who is nothing elsewhere."""
    return _done(request, pk, actions.close_leaving, _("离岗办结了。"))


@require_POST
@staff_only
def off(request: Request, pk: int) -> HttpResponse:
    """Stay after all."""
    return _done(request, pk, actions.call_off, _("不离岗了。"))


def _done(request: Request, pk: int, act: Any, words: str) -> HttpResponse:
    found = _departure(request, pk)
    try:
        act(by=request.actor, departure=found)
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, words)
    return redirect("turnover:departure", found.pk)


@require_GET
@staff_only
def paper(request: Request, pk: int) -> HttpResponse:
    """Give the hand-over sheet for the signatures of both."""
    found = _departure(request, pk)
    response = HttpResponse(sheet(found), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="handover-{found.pk}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@staff_only
def sign(request: Request) -> HttpResponse:
    """Sign for what colleagues hand over, or do not take it: those ticked, or all."""
    waiting = list(to_sign(request.actor))
    if request.method == "POST":
        ticked = set(request.POST.getlist("passing"))
        chosen = [one for one in waiting if str(one.pk) in ticked] if ticked else waiting
        taken = request.POST.get("answer") != "refuse"
        for leaver in {one.departure_id: one for one in chosen}:
            own = [one for one in chosen if one.departure_id == leaver]
            try:
                actions.answer(by=request.actor, passings=own, taken=taken)
            except Refused as refused:
                toasts.warn(request, said(refused))
            else:
                toasts.say(request, _("签收了。") if taken else _("没接，已告诉对方。"))
        return redirect("turnover:sign")
    rows = in_words(waiting)
    return render(request, "turnover/sign.html", {"rows": rows})
