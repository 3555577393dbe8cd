"""Reading places: where something lies, what may be picked, what it is called."""

from typing import Any, Protocol

from django.db.models import QuerySet

from sihe.kernel.places.models import Area, Compound, Dwelling, Level
from sihe.kernel.places.spots import Spot
from sihe.kernel.places.tree import LEVELS, lineage

__all__ = [
    "LEVELS", "areas_of", "buildings_in", "buildings_of", "by_sign", "compounds_in", "dwellings_of", "grids_in",
    "lineage", "place_label", "spot_label", "streets", "tidy_sign", "units_of",
]  # fmt: skip


class Placed(Protocol):
    """Anything with the place columns of a matter, fetched with it."""

    community: Any
    grid: Any
    building: Any
    unit: Any
    compound: Any
    place_words: str


def streets() -> QuerySet[Area]:
    """Return the streets, by code and name."""
    return Area.objects.filter(level=Level.STREET).order_by("code", "name", "pk")


def compounds_in(street: int) -> QuerySet[Compound]:
    """Return the compounds of a street, by name."""
    return Compound.objects.filter(street=street).order_by("name", "pk")


def buildings_of(compound: int) -> list[Area]:
    """Return the buildings of a compound in the order in which people count them."""
    return _counted(Area.objects.filter(level=Level.BUILDING, compound=compound))


def buildings_in(area: int) -> list[Area]:
    """Return the buildings below an area (a grid, a community), with their compounds; 2 queries."""
    top = Area.objects.filter(pk=area).values_list("path", flat=True).first()
    if not top:
        return []
    rows = Area.objects.filter(level=Level.BUILDING, path__startswith=top)
    return _counted(rows.select_related("compound"))


def units_of(building: int) -> list[Area]:
    """Return the units (entrances) of a building."""
    return _counted(Area.objects.filter(level=Level.UNIT, parent=building))


def dwellings_of(building: int, unit: int | None = None) -> list[Dwelling]:
    """Return the dwellings of a building or of one of its units, by number."""
    rows = Dwelling.objects.filter(building=building)
    if unit is not None:
        rows = rows.filter(unit=unit)
    return sorted(rows, key=lambda d: _order(d.number))


def grids_in(street: int) -> list[Area]:
    """Return the grids of a street."""
    return _counted(Area.objects.filter(level=Level.GRID, parent__parent=street))


def by_sign(sign: str) -> Area | None:
    """Return the building that a sign hangs on, with its compound."""
    code = tidy_sign(sign)
    if not code:
        return None
    return Area.objects.filter(sign=code).select_related("compound", "parent").first()


def tidy_sign(sign: str) -> str:
    """Return a sign's code as it was drawn, however it was typed."""
    return "".join(c for c in sign.upper() if c.isascii() and c.isalnum())[:12]


def areas_of(street: int) -> QuerySet[Area]:
    """Return everything of a street that a map shows: grids and buildings with an outline."""
    top = Area.objects.filter(pk=street).values_list("path", flat=True).first() or "none"
    return Area.objects.filter(
        path__startswith=top, level__in=(Level.GRID, Level.BUILDING), outline__isnull=False
    ).order_by("level", "pk")


def place_label(thing: Placed, *, public: bool = False) -> str:
    """Return a place as people say it: 榆荫苑 3号楼2单元; no query where the columns were fetched.

    Without a building the words given stand for it, except on `public` pages, where only places are named.
    """
    compound = thing.compound.name if thing.compound else ""
    if thing.building:
        unit = thing.unit.name if thing.unit else ""
        return f"{compound} {thing.building.name}{unit}".strip()
    if thing.place_words and not public:
        return str(thing.place_words)
    area = thing.grid or thing.community
    return compound or (area.name if area else "")


def spot_label(spot: Spot) -> str:
    """Return the name of a spot as people say it; at most 2 queries."""
    if spot.building is None and spot.words:
        return spot.words
    inner = (spot.building, spot.unit)
    several = inner if spot.building else (spot.grid, spot.community, spot.street)
    wanted = [area for area in several if area is not None]
    names = {a.pk: a for a in Area.objects.filter(pk__in=wanted).select_related("compound")}
    if spot.building in names:
        building = names[spot.building]
        compound = building.compound.name if building.compound else ""
        unit = names[spot.unit].name if spot.unit in names else ""
        return f"{compound} {building.name}{unit}".strip()
    if spot.compound is not None:
        return str(Compound.objects.get(pk=spot.compound))
    nearest = next((names[a] for a in reversed(spot.areas) if a in names), None)
    return str(nearest) if nearest else ""


def _counted(rows: QuerySet[Area]) -> list[Area]:
    return sorted(rows, key=lambda area: (_order(area.name), area.pk))


def _order(name: str) -> tuple[int, str]:
    digits = "".join(c if c.isdigit() else " " for c in name).split()
    return (int(digits[0]) if digits else 0, name)
