"""Where a resident says it is, picked step by step: street > compound > building > unit; works with script off.

A pick is a short word: `s3` street, `c5` compound, `m7` community (its buildings outside any compound),
`a9` building or unit, `g4` any other area, `w` none of the list. At most 4 queries a step.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sihe.kernel.places.models import Area, Compound, Level
from sihe.kernel.places.queries import (
    buildings_in,
    buildings_of,
    by_sign,
    compounds_in,
    streets,
    units_of,
)
from sihe.kernel.places.spots import PlaceGiven

OWN_WORDS = "w"
MOST = 80


@dataclass(frozen=True)
class Option:
    """One button of a step."""

    value: str
    label: str


@dataclass(frozen=True)
class Picker:
    """What is picked so far, the widest first, and what can be picked next."""

    pick: str = ""
    chosen: tuple[Option, ...] = ()
    options: tuple[Option, ...] = ()
    area: int | None = None
    words: str = ""

    @property
    def label(self) -> str:
        """Return the place picked so far in words."""
        return "".join(option.label for option in self.chosen)

    @property
    def of_building(self) -> bool:
        """Tell whether the next step is a unit of a building."""
        return self.pick.startswith("a")

    @property
    def wants_words(self) -> bool:
        """Tell whether the pick is so wide that a word on the spot helps."""
        return bool(self.pick) and not self.of_building

    @property
    def own_words(self) -> bool:
        """Tell whether the resident chose to say it in own words."""
        return self.pick == OWN_WORDS

    def given(
        self, words: str = "", lon: float | None = None, lat: float | None = None
    ) -> PlaceGiven:
        """Return the pick together with what was typed or pointed at."""
        said = " ".join(part for part in (self.words, words.strip()) if part)
        return PlaceGiven(area=self.area, words=said, lon=lon, lat=lat)


def picker(pick: str = "") -> Picker:
    """Return the step that follows a pick; an unknown pick begins anew."""
    if pick == OWN_WORDS:
        return Picker(OWN_WORDS)
    kind, number = pick[:1], pick[1:]
    if kind in STEPS and number.isascii() and number.isdigit() and len(number) < 12:
        made = STEPS[kind](int(number))
        if made is not None:
            return made
    return _first()


def pick_of_sign(sign: str) -> str | None:
    """Return the pick of the building with this sign code; None when there is none."""
    building = by_sign(sign)
    return None if building is None else f"a{building.pk}"


def _first() -> Picker:
    known = [s for s in streets() if s.pk in set(Compound.objects.values_list("street", flat=True))]
    if len(known) > 1:
        return Picker(options=(*(Option(f"s{s.pk}", s.name) for s in known), _other()))
    return Picker(options=_within(known[0].pk) if known else (_other(),))


def _within(street: int) -> tuple[Option, ...]:
    loose = (
        Area.objects.filter(level=Level.BUILDING, compound=None, parent__parent__parent=street)
        .values_list("parent__parent", "parent__parent__name")
        .distinct()
        .order_by("parent__parent")[:MOST]
    )
    rest = (Option(f"m{id_}", _("%(name)s其他楼") % {"name": name}) for id_, name in loose)
    compounds = (Option(f"c{c.pk}", c.name) for c in compounds_in(street)[:MOST])
    return (*compounds, *rest, _other())


def _other() -> Option:
    return Option(OWN_WORDS, _("都不是，我来写"))


def _options(rows: Iterable[Area]) -> tuple[Option, ...]:
    return tuple(Option(f"a{area.pk}", area.name) for area in rows)


def _of_street(id_: int) -> Picker | None:
    street = streets().filter(pk=id_).first()
    if street is None:
        return None
    return Picker(f"s{id_}", (Option(f"s{id_}", street.name),), _within(id_), area=id_)


def _of_compound(id_: int) -> Picker | None:
    compound = Compound.objects.filter(pk=id_).first()
    if compound is None:
        return None
    chosen = (Option(f"c{id_}", compound.name),)
    return Picker(f"c{id_}", chosen, _options(buildings_of(id_)), words=compound.name)


def _of_community(id_: int) -> Picker | None:
    community = Area.objects.filter(pk=id_, level=Level.COMMUNITY).first()
    if community is None:
        return None
    loose = (building for building in buildings_in(id_) if building.compound_id is None)
    chosen = (Option(f"m{id_}", community.name),)
    return Picker(f"m{id_}", chosen, _options(loose), area=id_)


def _of_area(id_: int) -> Picker | None:
    area = Area.objects.filter(pk=id_).first()
    if area is None:
        return None
    return Picker(f"g{id_}", (Option(f"g{id_}", area.name),), area=id_)


def _of_building(id_: int) -> Picker | None:
    area = Area.objects.select_related("compound", "parent__compound", "parent__parent").filter(
        pk=id_, level__in=(Level.BUILDING, Level.UNIT)
    ).first()  # fmt: skip
    if area is None:
        return None
    building = area.parent if area.level == Level.UNIT and area.parent else area
    above = _above(building)
    chosen = (*above, Option(f"a{building.pk}", building.name))
    if area.level == Level.UNIT:
        return Picker(f"a{id_}", (*chosen, Option(f"a{id_}", area.name)), area=id_)
    units = _options(units_of(id_))
    return Picker(f"a{id_}", chosen, units if len(units) > 1 else (), area=id_)


def _above(building: Area) -> tuple[Option, ...]:
    if building.compound is not None:
        return (Option(f"c{building.compound.pk}", building.compound.name),)
    community = building.parent.parent if building.parent else None
    return (Option(f"m{community.pk}", community.name),) if community else ()


STEPS: dict[str, Callable[[int], Picker | None]] = {
    "s": _of_street,
    "c": _of_compound,
    "m": _of_community,
    "a": _of_building,
    "g": _of_area,
}
