"""Open matters that may be the same as one: a person compares and decides."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from sihe.interaction.matters.queries import one_for, visible_to
from sihe.interaction.triage.queries import similar
from sihe.kernel.access.doors import staff_only
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.places.spots import Spot


@staff_only
def index(request: Request, code: str) -> HttpResponse:
    """Show at most three of those that one may see, and why."""
    matter = one_for(request.actor, code)
    if matter is None:
        raise Http404
    category = matter.category.code if matter.category else ""
    found = similar(matter.text, spot_of(matter), timezone.now(), category, matter.pk)
    seen = set(
        visible_to(request.actor)
        .filter(pk__in=[one.matter.pk for one in found])
        .values_list("pk", flat=True)
    )
    may_merge = may("matters.merge", request.actor, matter) and matter.state != states.OFFERED
    context = {
        "matter": matter,
        "found": [(one, round(100 * one.score)) for one in found if one.matter.pk in seen],
        "may_merge": may_merge,
        "now": timezone.now(),
    }
    name = "desks/parts/similar.html" if request.htmx else "desks/similar.html"
    return render(request, name, context)


def spot_of(matter: Matter) -> Spot:
    """Return the place of a matter."""
    return Spot(
        street=matter.street_id, community=matter.community_id, grid=matter.grid_id,
        building=matter.building_id, unit=matter.unit_id, compound=matter.compound_id,
        lon=matter.lon, lat=matter.lat, words=matter.place_words,
    )  # fmt: skip
