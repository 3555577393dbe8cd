"""The powers over an organisation: entered, renewed, given back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sihe.interaction.affairs import reading
from sihe.interaction.affairs.forms import PowerForm
from sihe.interaction.affairs.views.keeping import KEEP, blame, organisation_of
from sihe.interaction.disclosure import actions, queries
from sihe.interaction.disclosure.models import Power
from sihe.kernel.access.doors import staff_only, who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.journal.revisions import looked_up_once
from sihe.kernel.ui import toasts


@staff_only
def index(request: Request, organisation: int) -> HttpResponse:
    """List the powers with their terms; enter one."""
    one = organisation_of(request, organisation)
    form = PowerForm(one, request.POST or None, initial={"since": timezone.localdate()})
    if request.method == "POST":
        if not may(KEEP, request.actor, one):
            raise Http404
        if form.is_valid():
            holder = form.cleaned_data["holder"]
            try:
                actions.keep_power(
                    by=request.actor, organisation=one, holder=holder, given=form.given()
                )
            except Refused as refused:
                blame(form, refused)
            else:
                toasts.say(request, _("登记了，公布后居民看得到。"))
                return redirect("affairs:powers", one.pk)
    with looked_up_once():
        rows = reading.powers(one.pk, public=False)
    context = {
        "organisation": one, "rows": rows, "form": form, "may_keep": may(KEEP, request.actor, one),
        "expired": sum(1 for row in rows if row["state"] == "expired"),
    }  # fmt: skip
    return render(request, "affairs/powers.html", context, status=422 if form.errors else 200)


@who_holds(KEEP)
def renew(request: Request, power: int) -> HttpResponse:
    """Renew a power for another term."""
    found = _power(request, power)
    start: dict[str, Any] = {
        "holder": found.holder_id, "kind": found.kind, "words": found.words, "ground": found.ground,
        "then": found.then, "since": found.until or timezone.localdate(),
    }  # fmt: skip
    form = PowerForm(found.organisation, request.POST or None, initial=start)
    form.fields["holder"].required = False
    if request.method == "POST" and form.is_valid():
        try:
            actions.renew_power(by=request.actor, power=found, given=form.given())
        except Refused as refused:
            blame(form, refused)
        else:
            toasts.say(request, _("续上了，次数加一。"))
            return redirect("affairs:powers", found.organisation_id)
    context = {"power": found, "form": form}
    return render(request, "affairs/renew.html", context, status=422 if form.errors else 200)


@require_POST
@who_holds(KEEP)
def end(request: Request, power: int) -> HttpResponse:
    """Record that a power was given back today."""
    found = _power(request, power)
    try:
        actions.end_power(by=request.actor, power=found)
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("记下了：已收回。"))
    return redirect("affairs:powers", found.organisation_id)


def _power(request: Request, pk: int) -> Power:
    seen = queries.visible_to(request.actor).values("pk")
    rows = Power.objects.select_related("organisation", "holder")
    found = rows.filter(pk=pk, organisation__in=seen).first()
    if found is None or not may(KEEP, request.actor, found.organisation):
        raise Http404
    return found
