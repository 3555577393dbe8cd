"""Open matters that may be the same as a new report: ranked, at most three, never merged by themselves."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, radians
from typing import Any

from django.db.models import Q, QuerySet

from sihe.engines.suggestion import reasons
from sihe.engines.suggestion.duplicates import placeholders, rank
from sihe.engines.suggestion.problem import Likeness, Report
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from sihe.kernel.places.spots import Spot
from sihe.kernel.responsibilities.queries import number

METRES_A_DEGREE = 111_320.0
MOST, LATEST = 300, 3_000
COMPARED = (
    "pk",
    "created_at",
    "lat",
    "lon",
    "text",
    "category__code",
    "building",
    "place_words",
    "parent",
)
SHOWN = ("category", "community", "grid", "building", "unit", "compound")


@dataclass(frozen=True)
class Similar:
    """A matter that may be the same, its score (0 to 1) and metres away (None: not known)."""

    matter: Matter
    score: float
    metres: float | None
    codes: tuple[str, ...]

    @property
    def same_place(self) -> bool:
        """Tell whether both were reported from one spot."""
        return reasons.SAME_PLACE in self.codes


def similar(
    text: str, spot: Spot, at: datetime, category: str = "", apart_from: int | None = None
) -> list[Similar]:
    """Return at most three open matters of the last days nearby that resemble a report; two queries.

    `category` is a code or empty; `apart_from` leaves one matter out.
    """
    near = _near(spot)
    if near is None or not text.strip():
        return []
    since = at - timedelta(days=number("triage.similar_days").value)
    rows = (
        _open_since(since, spot.street).filter(near, ~Q(pk=apart_from or 0)).order_by("-created_at")
    )
    # only what is compared: hundreds of whole matters with their areas take ten times as long
    compared = rows.values_list(*COMPARED, named=True)[:MOST]
    known = [row for row in compared if row.parent is None]
    if not known:
        return []
    report = Report("", at.timestamp(), *_pair(spot.lat, spot.lon), text, category)
    nowhere = placeholders(
        (m.lat, m.lon, str(m.building or m.place_words))
        for m in known if m.lat is not None and m.lon is not None
    )  # fmt: skip
    ranked = rank(report, [_report(m) for m in known], placeholders=nowhere)
    shown = Matter.objects.select_related(*SHOWN).in_bulk([int(one.id) for one in ranked])
    return [_found(shown[int(one.id)], one) for one in ranked]


def _found(matter: Matter, one: Likeness) -> Similar:
    return Similar(matter, one.score, one.metres, tuple(r.code for r in one.reasons))


def _open_since(since: datetime, street: int | None) -> QuerySet[Matter]:
    """Return the latest open matters of a street, found in one index and bounded, however many there are.

    Nothing is asked of `parent` here: nearly all have none, and a planner that trusts that index reads them all.
    """
    rows = Matter.objects.filter(state__in=states.OPEN, created_at__gte=since)
    if street is None:
        return rows
    latest = rows.filter(street=street).order_by("-created_at")[:LATEST]
    return Matter.objects.filter(pk__in=latest.values("pk"))


def _near(spot: Spot) -> Q | None:
    """Return where to look: round the point, and in the same compound, building or grid."""
    own = {"building": spot.building, "compound": spot.compound, "grid": spot.grid}
    level = next((name for name, id_ in own.items() if id_ is not None), None)
    near = Q(**{level: own[level]}) if level else None
    if spot.compound is not None and level == "building":
        near = Q(building=spot.building) | Q(compound=spot.compound)
    if spot.lat is not None and spot.lon is not None:
        reach = number("triage.similar_metres").value / METRES_A_DEGREE
        wide = reach / max(cos(radians(spot.lat)), 0.01)
        box = Q(
            lat__range=(spot.lat - reach, spot.lat + reach),
            lon__range=(spot.lon - wide, spot.lon + wide),
        )
        near = box if near is None else near | box
    return near


def _pair(lat: float | None, lon: float | None) -> tuple[float | None, float | None]:
    return (lat, lon) if lat is not None and lon is not None else (None, None)


def _report(row: Any) -> Report:
    at = row.created_at.timestamp()
    return Report(str(row.pk), at, *_pair(row.lat, row.lon), row.text, row.category__code or "")
