"""Walking up the tree of areas."""

from dataclasses import replace
from typing import Final

from sihe.kernel.places.models import Area, Level
from sihe.kernel.places.spots import Spot

REVISION: Final = "places"  # of the copies in memory: renewed at every change of a place
LEVELS: Final = tuple(Level.values)  # the widest first
CHAIN: Final = "parent__parent__parent__parent__parent"  # from a unit up to its district


def lineage(area: Area) -> dict[str, int]:
    """Return level -> id of the area and all above it; no query where the chain was fetched, else one."""
    if _fetched(area):
        return _walk(area)
    ids = [int(part) for part in area.path.split("/") if part]
    rows = Area.objects.filter(pk__in=ids).values_list("level", "pk")
    return dict(sorted(rows, key=lambda row: LEVELS.index(row[0])))


def spot_in(area: Area, spot: Spot | None = None) -> Spot:
    """Return the spot of an area (fetched with its chain), keeping what `spot` knows already."""
    known = lineage(area)
    near = next((a for a in _up(area) if a.compound_id), None)
    return replace(
        spot or Spot(), street=known.get(Level.STREET), community=known.get(Level.COMMUNITY),
        grid=known.get(Level.GRID), building=known.get(Level.BUILDING), unit=known.get(Level.UNIT),
        compound=near.compound_id if near else None,
    )  # fmt: skip


def _up(area: Area) -> list[Area]:
    found: list[Area] = []
    here: Area | None = area
    while here is not None:
        found.append(here)
        if here.parent_id is None or "parent" not in here._state.fields_cache:
            break
        here = here.parent
    return found


def _fetched(area: Area) -> bool:
    return _up(area)[-1].parent_id is None


def _walk(area: Area) -> dict[str, int]:
    return {a.level: a.pk for a in reversed(_up(area))}
