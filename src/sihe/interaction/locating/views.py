"""Map data for the pages that show a map."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import condition, require_safe

from sihe.engines.outlines import compact
from sihe.interaction.locating.backdrops import backdrop_of
from sihe.kernel.journal.revisions import numbers
from sihe.kernel.places.models import Area
from sihe.kernel.places.queries import areas_of, compounds_in
from sihe.kernel.places.tree import REVISION

ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"
LONGEST_ID = 18  # digits of an id that the database can hold


def _street(request: HttpRequest) -> int:
    text = request.GET.get("street", "")
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_ID):
        raise Http404
    return int(text)


def _etag(request: HttpRequest) -> str:
    return f'"map-{_street(request)}-{numbers().get(REVISION, 0)}"'


@require_safe
def street_map(request: HttpRequest) -> HttpResponseBase:
    """Answer the outlines of a street's grids, compounds and buildings as GeoJSON; staff and the demo only."""
    actor = getattr(request, "actor", None)
    if not (settings.DEMO or (actor is not None and actor.kind == "staff")):
        raise Http404
    return _answer(request)


@condition(etag_func=_etag)
def _answer(request: HttpRequest) -> HttpResponseBase:
    street = _street(request)
    features = [
        _feature(c.pk, "compound", c.name, c.outline) for c in compounds_in(street) if c.outline
    ]
    features += [
        _feature(a.pk, a.level, a.name, a.outline, parent=a.parent_id, compound=a.compound_id)
        for a in areas_of(street)
    ]
    if not features:
        raise Http404
    code = Area.objects.values_list("code", flat=True).get(pk=street)
    features = backdrop_of(code) + features
    body = {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": features}
    response = JsonResponse(
        body, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")}
    )
    response["Cache-Control"] = "private, max-age=60"
    return response


def _feature(id_: int, level: str, name: str, outline: Any, **more: int | None) -> dict[str, Any]:
    properties = {"id": id_, "level": level, "name": name, **{k: v for k, v in more.items() if v}}
    return {"type": "Feature", "properties": properties, "geometry": compact(outline)}
