"""The desk of today, all functions, and one's own page."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from sihe.intelligence.desks import words
from sihe.intelligence.desks.features import HEADINGS, features_of, in_grid
from sihe.intelligence.desks.queries import desk_of
from sihe.intelligence.rulebook.queries import years_to_fill
from sihe.kernel.access.doors import staff_only
from sihe.kernel.access.requests import Request
from sihe.kernel.organisations.models import Mandate


def acting(request: Request) -> Mandate:
    """Return the mandate under which the person works now."""
    return next(m for m in request.mandates if m.pk == request.actor.mandate)


@staff_only
def index(request: Request) -> HttpResponse:
    """Show what waits, what is late and whom one waits for."""
    now, actor, mandate = timezone.now(), request.actor, acting(request)
    desk = desk_of(actor, mandate, now, request.mandates)
    fills = actor.holds("calendar.edit")
    context = {
        "desk": desk,
        "greeting": words.greeting(actor.name, now),
        "count": words.count(desk),
        "mandate": mandate,
        "place": words.place_of(mandate),
        "others": [m for m in request.mandates if m.pk != mandate.pk],
        "quick": address("intake:quick") if actor.holds("matters.handle") else "",
        "quick_first": in_grid(actor),
        "key": address("intake:key") if actor.holds("matters.report_for") else "",
        "now": now,
        "unknown_years": years_to_fill() if fills or actor.holds("matters.route") else [],
        "may_fill": fills,
    }
    return render(request, "desks/desk.html", context)


def address(name: str) -> str:
    """Return an address, or nothing when the page is not part of this installation."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@staff_only
def everything(request: Request) -> HttpResponse:
    """Show all functions that one may use, under the study's headings."""
    seen = features_of(request.actor)
    groups: list[dict[str, Any]] = []
    for key, name in HEADINGS.items():
        rows = [(feature, url) for feature, url in seen if feature.heading == key]
        if rows:
            groups.append({"key": key, "name": name, "rows": rows})
    return render(request, "desks/all.html", {"groups": groups})


@staff_only
def me(request: Request) -> HttpResponse:
    """Show who one is here, under which mandates, and how one signs in."""
    context = {"mandate": acting(request), "mandates": request.mandates, "actor": request.actor}
    return render(request, "desks/me.html", context)


@require_POST
@staff_only
def mandate(request: Request) -> HttpResponse:
    """Work under another of one's own mandates from now on."""
    wanted = request.POST.get("mandate", "")
    chosen = next((m for m in request.mandates if str(m.pk) == wanted), None)
    if chosen is None:
        raise Http404
    request.session["mandate"] = chosen.pk
    onward = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure()):
        return redirect(onward)
    return redirect("desks:desk")
