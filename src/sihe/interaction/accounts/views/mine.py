"""A resident's own page: the household, who waits, what others add, and the way out."""

from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from sihe.interaction.accounts import actions
from sihe.interaction.accounts.papers import parted, slip_link
from sihe.interaction.accounts.queries import (
    Own,
    household_of,
    label_of,
    members,
    seen_name,
)
from sihe.interaction.accounts.rules import answers_for_others
from sihe.interaction.accounts.sessions import (
    act_as_resident,
    lives_here,
    may_go_back,
    signed_in,
)
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.journal.revisions import looked_up_once
from sihe.kernel.people.models import Person
from sihe.kernel.ui import toasts
from sihe.kernel.ui.panels import panels
from sihe.kernel.ui.paper import qr_image


@require_GET
@signed_in
def mine(request: Request) -> HttpResponse:
    """Show what is one's own; without a home here there is no household on it."""
    with looked_up_once():
        return _mine(request)


def _mine(request: Request) -> HttpResponse:
    by = request.actor
    home = household_of(by.person)
    family = members(home) if home else []
    # as the rule says it, of the row that is here already
    vouches = any(m.person.pk == by.person and answers_for_others(m.spell) for m in family)
    context = {
        "name": by.name, "home": home, "flat": label_of(home.dwelling) if home else "",
        "members": [(m, m.person.name if vouches or m.person.pk == by.person else seen_name(m.person.name))
                    for m in family],
        "vouches": vouches,
        "parts": panels("my", request, Own(home, vouches)), "may_go_back": may_go_back(request),
    }  # fmt: skip
    return render(request, "accounts/mine.html", context)


@require_POST
@signed_in
def give(request: Request, pk: int) -> HttpResponse:
    """Show a slip for somebody of the family, once."""
    member = get_object_or_404(Person, pk=pk)
    try:
        made = actions.give(by=request.actor, member=member)
    except Refused as refused:
        toasts.warn(request, said(refused))
        return redirect("accounts:mine")
    context = {
        "name": member.name, "number": made.slip.number, "digits": parted(made.digits),
        "until": made.slip.valid_until, "qr": qr_image(slip_link(made.slip.number)),
    }  # fmt: skip
    return render(request, "accounts/given.html", context)


@require_POST
@signed_in
def everywhere(request: Request) -> HttpResponse:
    """Sign out on every device."""
    person = get_object_or_404(Person, pk=request.actor.person)
    actions.end_access(by=request.actor, person=person)
    logout(request)
    return redirect("accounts:enter")


@require_POST
@signed_in
def out(request: Request) -> HttpResponse:
    """Sign out on this device; who acts as a resident by choice goes back to work."""
    if may_go_back(request):
        act_as_resident(request, on=False)
        return redirect("/desk/")
    logout(request)
    return redirect("/")


def as_resident(request: Request) -> HttpResponse:
    """Let a member of staff who lives here go on as a resident, by their own choice."""
    if request.actor.person is None:
        raise Http404
    here = lives_here(request)
    if request.method == "POST" and here:
        act_as_resident(request, on=True)
        return redirect("accounts:mine")
    if request.actor.kind != "staff":
        return redirect("accounts:mine")
    return render(request, "accounts/as.html", {"name": request.actor.name, "here": here})
