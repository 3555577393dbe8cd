"""From what somebody said of a place to the areas in which it lies."""

from dataclasses import replace

from django.db.models import CharField, F, OuterRef, Subquery, Value

from sihe.engines.outlines import contains, distance, margin, on_globe
from sihe.engines.suggestion.addresses import Address, parse
from sihe.interaction.locating.names import (
    Compounds,
    Name,
    building_numbers,
    compounds_named,
    is_called,
    kept,
)
from sihe.kernel.places.models import Area, Dwelling, Level
from sihe.kernel.places.queries import tidy_sign
from sihe.kernel.places.spots import PlaceGiven, Spot
from sihe.kernel.places.tree import CHAIN, spot_in

BORDER = 15.0  # metres: nearer to another grid than this, a person is asked which one
MOST_CHOICES = 12
MOST_CANDIDATES = 200


def settle(given: PlaceGiven) -> Spot:
    """Find the place that was given; at most three queries.

    What was picked or scanned counts before words, words that name a building before the point, the point
    before vaguer words. What could not be found is kept as words, with the doubt named.
    """
    words = " ".join(given.words.split())[:200]
    lon, lat = _point(given)
    base = Spot(words=words, lon=lon, lat=lat)
    if given.dwelling is not None or given.sign.strip() or given.area is not None:
        return _picked(given, base)
    if not words and base.lon is None:
        return replace(base, doubt="outside" if _has_point(given) else "nothing_given")
    compounds = kept.get()
    if base.lon is None:
        return _by_words(words, base, compounds)
    if parse(words).building:
        named = _by_words(words, base, compounds)
        if named.building:
            return named
    return _by_point(base, compounds)


def _has_point(given: PlaceGiven) -> bool:
    return given.lon is not None and given.lat is not None


def _point(given: PlaceGiven) -> tuple[float | None, float | None]:
    if given.lon is None or given.lat is None or not on_globe(given.lon, given.lat):
        return None, None
    return given.lon, given.lat


def _picked(given: PlaceGiven, base: Spot) -> Spot:
    if given.dwelling is not None:
        rows = Dwelling.objects.select_related(f"unit__{CHAIN}", f"building__{CHAIN}")
        dwelling = rows.filter(pk=given.dwelling).first()
        if dwelling is None:
            return replace(base, doubt="unknown_words")
        spot = spot_in(dwelling.unit or dwelling.building, base)
        return replace(_at(dwelling.building, spot), dwelling=dwelling.pk)
    places = Area.objects.select_related(CHAIN)
    if given.sign.strip():
        area = places.filter(sign=tidy_sign(given.sign)).first()
    else:
        area = places.filter(pk=given.area or 0).first()
    if area is None:
        return replace(base, doubt="unknown_sign" if given.sign.strip() else "unknown_words")
    return _at(area, spot_in(area, base))


def _at(area: Area, spot: Spot) -> Spot:
    """Give a picked place the middle of the building or unit as its point, unless a point was given."""
    if spot.lon is not None or area.level not in (Level.BUILDING, Level.UNIT):
        return spot
    here = area if area.lon is not None else area.parent
    return replace(spot, lon=here.lon, lat=here.lat) if here is not None else spot


def _by_point(base: Spot, compounds: Compounds) -> Spot:
    lon, lat = base.lon or 0.0, base.lat or 0.0
    across, along = margin(BORDER, lat)
    near = Area.objects.select_related(CHAIN).filter(
        level__in=(Level.GRID, Level.BUILDING), west__lte=lon + across, east__gte=lon - across,
        south__lte=lat + along, north__gte=lat - along,
    )  # fmt: skip
    rows = [a for a in near.order_by("pk") if a.outline]
    for building in rows:
        if building.level == Level.BUILDING and contains(building.outline, lon, lat):
            return spot_in(building, base)
    grids = {a: distance(a.outline, lon, lat) for a in rows if a.level == Level.GRID}
    close = [a for a, metres in grids.items() if metres <= BORDER]
    inside = [a for a in close if contains(a.outline, lon, lat)]
    choices = tuple(a.pk for a in close)
    if not inside:
        return replace(base, doubt="outside", choices=choices)
    spot = spot_in(inside[0], base)
    around = (
        pk
        for pk, street, outline in compounds.outlines
        if street == spot.street and contains(outline, lon, lat)
    )
    spot = replace(spot, compound=next(around, None))
    return replace(spot, doubt="boundary", choices=choices) if len(close) > 1 else spot


def _by_words(words: str, base: Spot, known: Compounds) -> Spot:
    address = parse(words)
    compounds = compounds_named(words, known)
    found = _candidates(words, address, compounds)
    if address.building or not compounds:
        named = _with_building(found, words, address, base)
        if named.building or not compounds:
            return named
    exact = [b for b in found if is_called(b, Address(), words)]
    if len(exact) == 1:
        return _inside(exact[0], address, base)
    if len(compounds) > 1:
        return replace(_shared(found, base), doubt="several", choices=_ids(found))
    return _in_compound(compounds[0].compound, compounds[0].street, found, base)


def _candidates(words: str, address: Address, compounds: list[Name]) -> list[Area]:
    rows = Area.objects.filter(level=Level.BUILDING).select_related(CHAIN).order_by("pk")
    if compounds:
        return list(rows.filter(compound__in=[name.compound for name in compounds]))
    if address.building:
        return list(rows.filter(name__in=building_numbers(address.building))[:MOST_CANDIDATES])
    said = rows.alias(said=Value(words, output_field=CharField())).filter(said__contains=F("name"))
    return list(said[:MOST_CANDIDATES])


def _with_building(found: list[Area], words: str, address: Address, base: Spot) -> Spot:
    fitting = [b for b in found if is_called(b, address, words)]
    if not fitting:
        return replace(base, doubt="unknown_words")
    if len(fitting) > 1:
        return replace(_shared(fitting, base), doubt="several", choices=_ids(fitting))
    return _inside(fitting[0], address, base)


def _inside(building: Area, address: Address, base: Spot) -> Spot:
    """Find unit and dwelling in a building; what is not there is left open, the building stands."""
    spot = _at(building, spot_in(building, base))
    if address.unit:
        door = Dwelling.objects.filter(unit=OuterRef("pk"), number=address.dwelling).values("pk")[
            :1
        ]
        units = Area.objects.filter(parent=building, level=Level.UNIT).annotate(door=Subquery(door))
        for unit in units:
            if parse(unit.name).unit == address.unit:
                return replace(spot, unit=unit.pk, dwelling=unit.door)
        return spot
    if address.dwelling:
        doors = list(Dwelling.objects.filter(building=building, number=address.dwelling)[:2])
        if len(doors) == 1:
            return replace(spot, unit=doors[0].unit_id, dwelling=doors[0].pk)
    return spot


def _in_compound(compound: int, street: int, buildings: list[Area], base: Spot) -> Spot:
    spot = replace(_shared(buildings, base), compound=compound)
    if spot.street is None:
        spot = replace(spot, street=street)
    if buildings and spot.community is None:
        choices = {b.parent.parent_id for b in buildings if b.parent is not None}
        return replace(spot, doubt="several", choices=tuple(sorted(c for c in choices if c)))
    return spot


def _shared(buildings: list[Area], base: Spot) -> Spot:
    """Return the spot of all that several buildings have in common."""
    spots = [replace(spot_in(b), building=None) for b in buildings]
    if not spots:
        return base
    common = {
        level: getattr(spots[0], level)
        for level in ("street", "community", "grid", "compound")
        if len({getattr(s, level) for s in spots}) == 1
    }
    return replace(base, **common)


def _ids(areas: list[Area]) -> tuple[int, ...]:
    return tuple(a.pk for a in areas[:MOST_CHOICES])
