"""The page of one household, opening it for a purpose, and who looked at it."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from sihe.interaction.households import actions
from sihe.interaction.households.forms import MoveOutForm, PurposeForm, ReasonForm
from sihe.interaction.households.passes import open_now, opened_at, page_key, shut
from sihe.interaction.households.queries.looks import looks_of
from sihe.interaction.households.queries.page import page_of
from sihe.interaction.rounds.models import HelpMark
from sihe.interaction.rounds.queries.members import (
    dwelling_label,
    dwelling_of,
    is_current,
    spells,
)
from sihe.kernel.access.doors import staff_only
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.facts import About
from sihe.kernel.people.models import Residence
from sihe.kernel.places.models import Dwelling
from sihe.kernel.privacy.actions import reveal
from sihe.kernel.ui import toasts

View = Callable[..., HttpResponseBase]
TONES = {"late": "late", "open": "ok", "kept": "plain", "given_up": "plain"}


def who_may(permission: str) -> Callable[[View], View]:
    """Let a view have the dwelling of its address, if the person holds the permission there; else 404."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, pk: int, **more: Any) -> HttpResponseBase:
            dwelling = dwelling_of(pk)
            if dwelling is None or not may("people.see", request.actor, dwelling):
                raise Http404
            if not may(permission, request.actor, dwelling):
                raise Http404
            response = view(request, dwelling, **more)
            response["Cache-Control"] = "private, no-store"
            return response

        return staff_only(guarded)

    return guard


def posted(request: Request) -> QueryDict | None:
    """Return what was posted, though it be empty; None where a page was only asked for."""
    return request.POST if request.method == "POST" else None


def back(dwelling: Dwelling) -> HttpResponse:
    """Return to the page of a dwelling."""
    return redirect("households:page", dwelling.pk)


@require_GET
@who_may("people.see")
def page(request: Request, dwelling: Dwelling) -> HttpResponse:
    """Show a household: masked, and in full for some minutes after a purpose was given."""
    return shown(request, dwelling)


def shown(request: Request, dwelling: Dwelling, form: PurposeForm | None = None) -> HttpResponse:
    """Show the page, with the form of purposes where one was not chosen."""
    now = timezone.now()
    opened = opened_at(request, page_key(dwelling.pk), now) is not None
    household = page_of(request.actor, dwelling, opened=opened, now=now)
    context = {
        "page": household, "now": now, "form": form or PurposeForm(), "consents": _grouped(household.marks),
        "promises": [(p, TONES[p.state]) for p in household.promises], "reason": ReasonForm(),
        "out": MoveOutForm(), "may_reveal": request.actor.holds("privacy.reveal"),
    }  # fmt: skip
    return render(request, "households/page.html", context, status=422 if form else 200)


def _grouped(marks: Sequence[HelpMark] | None) -> list[dict[str, Any]]:
    """Return each consent with its marks and its sheet."""
    found: dict[int, dict[str, Any]] = {}
    for mark in marks or ():
        group: dict[str, Any] = {
            "consent": mark.consent,
            "marks": [],
            "sheet": getattr(mark, "sheet", None),
        }
        found.setdefault(mark.consent_id, group)["marks"].append(mark)
    return list(found.values())


@require_POST
@who_may("people.see")
def open_page(request: Request, dwelling: Dwelling) -> HttpResponse:
    """Open the page in full for a purpose, which is written down."""
    form = PurposeForm(request.POST)
    if not form.is_valid():
        return shown(request, dwelling, form)
    actions.look(by=request.actor, dwelling=dwelling, purpose=form.cleaned_data["purpose"])
    open_now(request, page_key(dwelling.pk))
    return back(dwelling)


@require_POST
@who_may("people.see")
def shut_page(request: Request, dwelling: Dwelling) -> HttpResponse:
    """Close it again before its time."""
    shut(request, page_key(dwelling.pk))
    return back(dwelling)


def spell_or_404(dwelling: Dwelling, residence: int) -> Residence:
    """Return a spell of this dwelling."""
    found = next((s for s in spells(dwelling) if s.pk == residence), None)
    if found is None:
        raise Http404
    return found


@require_POST
@who_may("people.see")
def phone(request: Request, dwelling: Dwelling, residence: int) -> HttpResponse:
    """Show a phone number for a purpose that is written down."""
    spell = spell_or_404(dwelling, residence)
    try:
        number = reveal(by=request.actor, about=About("person", spell.person_id), field="phone",
                        purpose=request.POST.get("purpose", ""))  # fmt: skip
    except Refused as refused:
        toasts.warn(request, said(refused))
        return back(dwelling)
    context = {"number": number, "dwelling": dwelling, "place": dwelling_label(dwelling)}
    return render(request, "households/phone.html", context)


@require_GET
@who_may("people.see")
def looks(request: Request, dwelling: Dwelling) -> HttpResponse:
    """Show who looked at the people of a household, to be shown to them."""
    people = [s.person_id for s in spells(dwelling) if is_current(s)]
    lines = looks_of(people)
    context = {
        "lines": lines,
        "now": timezone.now(),
        "place": dwelling_label(dwelling),
        "dwelling": dwelling,
    }
    return render(request, "households/looks.html", context)
