"""Offering a matter to another organisation, and answering an offer."""

from django import forms as django_forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sihe.interaction.handovers import actions
from sihe.interaction.handovers.answers import ANSWERS
from sihe.interaction.handovers.forms import OfferForm
from sihe.interaction.handovers.models import Handover
from sihe.interaction.handovers.queries import receivers_for, visible_to
from sihe.interaction.matters.models import Matter
from sihe.interaction.matters.queries import one_for
from sihe.kernel.access.doors import staff_only
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.responsibilities.models import Share
from sihe.kernel.ui import toasts


@staff_only
def offer(request: Request, code: str) -> HttpResponse:
    """Show or make an offer."""
    matter = one_for(request.actor, code)
    if matter is None or not (
        may("handovers.offer", request.actor, matter)
        or may("handovers.ask_support", request.actor, matter)
    ):
        raise Http404
    form = OfferForm(request.POST if request.method == "POST" else None, auto_id="offer_%s")
    suggested, groups = receivers_for(matter, timezone.now())
    share = request.GET.get("share", "")
    form.offer_to(groups, share, suggested if share != Share.SUPPORTING else None)
    if request.method == "POST" and form.is_valid() and _offered(request, matter, form):
        return redirect("matters:detail", matter.code)
    return _shown(request, "offer", {"matter": matter, "form": form})


def _offered(request: Request, matter: Matter, form: OfferForm) -> bool:
    data = form.cleaned_data
    receiver = Organisation.objects.get(pk=data["receiver"])
    try:
        actions.offer(
            by=request.actor, matter=matter, receiver=receiver, share=data["share"],
            message=data["message"], due_at=data["due_at"],
        )  # fmt: skip
    except Refused as refused:
        _say(form, refused)
        return False
    toasts.say(request, _("已转给%(who)s，等他们答复。") % {"who": receiver})
    return True


@staff_only
def answer(request: Request, handover: int, name: str) -> HttpResponse:
    """Show or give one answer to an offer."""
    found = visible_to(request.actor).filter(pk=handover).first()
    chosen = ANSWERS.get(name)
    if found is None or chosen is None or not may(chosen.permission, request.actor, found):
        raise Http404
    form = chosen.form(request.POST if request.method == "POST" else None, auto_id="answer_%s")
    if request.method == "POST" and form.is_valid():
        try:
            chosen.give(request.actor, found, form.cleaned_data)
        except Refused as refused:
            if chosen.at_once:
                toasts.warn(request, said(refused))
                return redirect("matters:detail", found.matter.code)
            _say(form, refused)
        else:
            toasts.say(request, str(chosen.done))
            return _after(request, found)
    context = {"matter": found.matter, "handover": found, "answer": chosen, "form": form}
    return _shown(request, "answer", context)


def _after(request: Request, handover: Handover) -> HttpResponse:
    """Go back to the matter, or to the desk when one may no longer see it."""
    if one_for(request.actor, handover.matter.code) is None:
        return redirect("/desk/")
    return redirect("matters:detail", handover.matter.code)


def _say(form: django_forms.Form, refused: Refused) -> None:
    form.add_error(
        refused.field if refused.field in form.fields else NON_FIELD_ERRORS, said(refused)
    )


def _shown(request: Request, name: str, context: dict[str, object]) -> HttpResponse:
    part = f"handovers/parts/{name}.html"
    if request.htmx:
        return render(request, part, context)
    return render(request, "handovers/alone.html", {**context, "part": part, "now": timezone.now()})
