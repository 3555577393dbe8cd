"""The page of the starter matrix: what it says, what publishing it means, and the button."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sihe.intelligence.setup import actions, queries
from sihe.intelligence.setup.views.steps import BUILD, SHOWN
from sihe.kernel.access.doors import who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.places.queries import streets
from sihe.kernel.responsibilities.models import TermUnit
from sihe.kernel.ui import toasts

UNITS = {unit.value: unit.label for unit in TermUnit}


@require_http_methods(["GET", "HEAD", "POST"])
@who_holds(BUILD)
def duties(request: Request) -> HttpResponse:
    """Show the starter matrix; a person publishes it for a street."""
    if request.method == "POST":
        return _publish(request)
    lines = queries.duties(UNITS)
    missing: dict[str, int] = {}
    for line in lines:
        if not line.there:
            missing[line.lead] = missing.get(line.lead, 0) + 1
    context = {
        "lines": lines, "missing": sorted(missing.items(), key=lambda pair: -pair[1]),
        "streets": [(street, queries.matrix_of(street)) for street in streets()[:SHOWN]],
        "may": request.actor.holds("responsibilities.edit"),
    }  # fmt: skip
    return render(request, "setup/duties.html", context)


def _publish(request: Request) -> HttpResponse:
    asked = request.POST.get("street", "")
    street = (
        streets().filter(pk=int(asked)).first() if asked.isascii() and asked.isdigit() else None
    )
    if street is None:
        raise Http404
    try:
        actions.publish_starter(by=request.actor, street=street)
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("公布了，从现在起按它分派。"))
    return redirect("setup:duties")
