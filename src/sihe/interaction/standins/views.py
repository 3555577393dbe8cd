"""Acting for another: agreed and ended on the own phone, written down at the desk, and the list of all."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sihe.interaction.accounts.finding import flat_of
from sihe.interaction.accounts.forms import SlipForm
from sihe.interaction.accounts.queries import households_at, label_of, members, seen_name, tidy
from sihe.interaction.accounts.sessions import note_wrong, signed_in, too_many
from sihe.interaction.standins import actions
from sihe.interaction.standins.forms import ActsForm, DeskActsForm, GuardForm
from sihe.interaction.standins.models import StandIn
from sihe.interaction.standins.queries import agreements, agreements_in, words_of
from sihe.kernel.access.doors import who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.people.models import Person
from sihe.kernel.places.models import Dwelling
from sihe.kernel.ui import toasts

SERVE, SIZE = "accounts.serve", 50


@require_POST
@signed_in
def offer(request: Request) -> HttpResponse:
    """Make an offer to whoever is to act; number and digits are shown once."""
    form = ActsForm(request.POST)
    if form.is_valid():
        person = get_object_or_404(Person, pk=request.actor.person)
        try:
            made, digits = actions.offer(by=request.actor, principal=person, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        else:
            context = {"offer": made, "digits": f"{digits[:4]} {digits[4:]}"}
            return render(request, "standins/offered.html", context)
    return render(request, "standins/offer.html", {"form": form})


@signed_in
def accept(request: Request) -> HttpResponse:
    """Bring an offer and act for who made it."""
    form = SlipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        what = f"offer {tidy(form.cleaned_data['number'])}"
        if too_many(request, what):
            form.add_error(None, said(Refused("too_many_tries_here")))
            return render(request, "standins/accept.html", {"form": form}, status=429)
        person = get_object_or_404(Person, pk=request.actor.person)
        try:
            made = actions.accept(
                by=request.actor, agent=person, offer=form.cleaned_data["number"],
                digits=form.cleaned_data["digits"],
            )  # fmt: skip
        except Refused as refused:
            note_wrong(request, what)
            form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        else:
            told = {"name": made.principal.name}
            toasts.say(request, _("好了，您可以代%(name)s办事。") % told)
            return redirect("accounts:mine")
    return render(request, "standins/accept.html", {"form": form})


@require_POST
@signed_in
def end(request: Request, pk: int) -> HttpResponse:
    """End an agreement of one's own, whichever side one is on."""
    found = next((one for one in agreements(request.actor.person or 0) if one.pk == pk), None)
    if found is None:
        raise Http404
    actions.end(by=request.actor, stand_in=found)
    toasts.say(request, _("停了，马上生效。"))
    return redirect("accounts:mine")


@require_GET
@who_holds(SERVE)
def index(request: Request) -> HttpResponse:
    """List who acts for whom where one serves, the newest first; `?state=` running or over."""
    rows, today = agreements_in(request.actor), timezone.localdate()
    state = request.GET.get("state", "")
    going = rows.filter(ended_at=None, until__gte=today)
    if state == "running":
        rows = going
    elif state == "over":
        rows = rows.exclude(pk__in=going.values("pk"))
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    lines = [
        {
            "one": one, "words": words_of(one), "agent": seen_name(one.agent.name),
            "principal": seen_name(one.principal.name),
            "running": one.ended_at is None and one.until >= today,
        }
        for one in page
    ]  # fmt: skip
    states = [("", _("全部")), ("running", _("有效")), ("over", _("停了的"))]
    context = {"page": page, "total": page.paginator.count, "lines": lines, "states": states}
    return render(request, "standins/list.html", context)


@require_POST
@who_holds(SERVE)
def end_at_desk(request: Request, pk: int) -> HttpResponse:
    """End an agreement at the desk."""
    found = get_object_or_404(agreements_in(request.actor), pk=pk)
    actions.end(by=request.actor, stand_in=found)
    toasts.say(request, _("停了，马上生效。"))
    return redirect("standins:list")


@require_POST
@who_holds(SERVE)
def agree(request: Request, pk: int) -> HttpResponse:
    """Write an agreement down before the resident."""
    dwelling, people, _children = _flat(request, pk)
    form = DeskActsForm(request.POST, request.FILES, people=people)
    if form.is_valid():
        try:
            _agree(request, {**form.cleaned_data})
        except Refused as refused:
            field = {"photo": "paper"}.get(refused.field, refused.field)
            form.add_error(field if field in form.fields else None, said(refused))
        else:
            toasts.say(request, _("记下了，马上生效。"))
            return redirect("accounts:flat", pk)
    return _again(request, dwelling, form, "standins:agree")


@require_POST
@who_holds(SERVE)
def guard(request: Request, pk: int) -> HttpResponse:
    """Write down who is the guardian of a child."""
    dwelling, people, children = _flat(request, pk)
    form = GuardForm(request.POST, children=children, people=people)
    if form.is_valid():
        data = form.cleaned_data
        child = get_object_or_404(Person, pk=data["child"])
        guardian = get_object_or_404(Person, pk=data["guardian"])
        try:
            actions.guard(by=request.actor, child=child, guardian=guardian, seen=data["seen"])
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        else:
            toasts.say(request, _("记下了，马上生效。"))
            return redirect("accounts:flat", pk)
    return _again(request, dwelling, form, "standins:guard")


def _agree(request: Request, data: dict[str, Any]) -> StandIn:
    flat = flat_of(data.pop("where"))
    name, papers = data.pop("name").strip(), data.pop("paper")
    there = [m.person for home in households_at(flat) for m in members(home)]
    agent = next((person for person in there if person.name == name), None)
    if agent is None:
        raise Refused("not_here", field="name")
    principal = get_object_or_404(Person, pk=data.pop("principal"))
    paper = papers[0] if papers else None
    return actions.agree(by=request.actor, principal=principal, agent=agent, paper=paper, **data)


def _flat(
    request: Request, pk: int
) -> tuple[Dwelling, list[tuple[str, str]], list[tuple[str, str]]]:
    dwelling = get_object_or_404(
        Dwelling.objects.select_related("building__compound", "unit"), pk=pk
    )
    if not may("accounts.serve", request.actor, dwelling):
        raise Http404
    people = [m for home in households_at(dwelling) for m in members(home)]
    grown = [(str(m.person.pk), seen_name(m.person.name)) for m in people if not m.child]
    return (
        dwelling,
        grown,
        [(str(m.person.pk), seen_name(m.person.name)) for m in people if m.child],
    )


def _again(request: Request, dwelling: Dwelling, form: forms.Form, act: str) -> HttpResponse:
    context = {"form": form, "dwelling": dwelling, "flat": label_of(dwelling), "act": act}
    return render(request, "standins/desk.html", context)
