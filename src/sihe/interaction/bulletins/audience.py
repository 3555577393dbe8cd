"""To whom a bulletin goes, as data; which homes these are now, and who may reach them.

A home belongs to the audience when one of its present people fits: lives in one of the areas or compounds, is there
in one of the ways (自住业主, 租户 ...) and is old enough. Nobody outside the ground of who publishes is ever in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from sihe.kernel.facts import Actor
from sihe.kernel.organisations.models import Jurisdiction
from sihe.kernel.people.models import Residence, ResidenceKind
from sihe.kernel.people.queries import current
from sihe.kernel.places.models import Area, Compound, Level
from sihe.kernel.responsibilities.queries import number

AGES: Final = {"old": "bulletins.old_age", "very_old": "bulletins.very_old_age"}
"""Bands of age, each with the number that says from how many years on."""
BUILDING: Final = "dwelling__building"
NOBODY: Final = Q(pk__in=())


@dataclass(frozen=True)
class Audience:
    """Areas (community, grid, building, unit) or compounds, one of the ways to live there, an age."""

    areas: tuple[int, ...] = ()
    compounds: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    age: str = ""

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Audience":
        """Rebuild from what was kept; what is unknown by now is left out."""
        return cls(
            areas=tuple(sorted({int(a) for a in given.get("areas", ())})),
            compounds=tuple(sorted({int(c) for c in given.get("compounds", ())})),
            kinds=tuple(k for k in ResidenceKind.values if k in given.get("kinds", ())),
            age=given.get("age", "") if given.get("age") in AGES else "",
        )

    def kept(self) -> dict[str, Any]:
        """Return as JSON."""
        return {
            "areas": [*self.areas], "compounds": [*self.compounds], "kinds": [*self.kinds], "age": self.age,
        }  # fmt: skip


@dataclass(frozen=True)
class BuildingReach:
    """How many homes and people of a building would be told, and how many homes nothing electronic reaches."""

    building: int
    households: int
    people: int
    offline: int


def ground(actor: Actor, permission: str, on: date | None = None) -> Q:
    """Return the condition on buildings that an actor may reach: the organisation's and the mandate's ground."""
    own, mandate = NOBODY, NOBODY
    rows = Jurisdiction.objects.filter(current(on), organisation=actor.organisation)
    for row in rows.select_related("area"):
        own |= Q(path__startswith=row.area.path) if row.area else Q(compound=row.compound_id)
    for scope in actor.where(permission):
        if scope.area is not None:
            mandate |= Q(path__contains=f"/{scope.area}/")
        elif scope.compound is not None:
            mandate |= Q(compound=scope.compound)
        else:
            mandate |= Q(pk__isnull=False)
    return own & mandate


def buildings(where: Q) -> QuerySet[Area]:
    """Return the buildings under a condition."""
    return Area.objects.filter(where, level=Level.BUILDING)


def outside(audience: Audience, where: Q) -> list[str]:
    """Return the names of what was chosen and does not lie in the ground; 4 queries at most."""
    names: list[str] = []
    chosen = list(Area.objects.filter(pk__in=audience.areas))
    for area in chosen:
        path = area.path.removesuffix(f"{area.pk}/") if area.level == Level.UNIT else area.path
        under = Q(path__startswith=path)
        if buildings(under & ~where).exists() or not buildings(under & where).exists():
            names.append(area.name)
    for compound in Compound.objects.filter(pk__in=audience.compounds):
        if not buildings(Q(compound=compound) & where).exists():
            names.append(compound.name)
    gone = len(audience.areas) - len(chosen)
    return [*names, *[""] * gone]


def residences(audience: Audience, where: Q, on: date | None = None) -> QuerySet[Residence]:
    """Return the present spells of residence that fit an audience within a ground."""
    day = on or timezone.localdate()
    chosen = list(Area.objects.filter(pk__in=audience.areas))
    units = [area.pk for area in chosen if area.level == Level.UNIT]
    wide = Q(compound__in=audience.compounds) if audience.compounds else NOBODY
    for area in chosen:
        if area.level != Level.UNIT:
            wide |= Q(path__startswith=area.path)
    here = Q(dwelling__building__in=buildings(wide).values("pk"))
    if units:
        here |= Q(dwelling__unit__in=units)
    rows = Residence.objects.filter(
        current(day), here, dwelling__building__in=buildings(where).values("pk")
    )
    if audience.kinds:
        rows = rows.filter(kind__in=audience.kinds)
    if audience.age:
        rows = rows.filter(person__birth_year__lte=day.year - number(AGES[audience.age], day).value)
    return rows


def reached(audience: Audience, where: Q, on: date | None = None) -> list[BuildingReach]:
    """Return how many would be told, by building."""
    online = Residence.objects.filter(
        current(on), Q(person__phone_index__gt="") | Q(person__account__is_active=True)
    )
    rows = (
        residences(audience, where, on)
        .values(BUILDING)
        .annotate(
            households=Count("household", distinct=True),
            people=Count("person", distinct=True),
            online=Count(
                "household", distinct=True, filter=Q(household__in=online.values("household"))
            ),
        )
        .order_by("dwelling__building__path")
    )
    return [
        BuildingReach(r[BUILDING], r["households"], r["people"], r["households"] - r["online"])
        for r in rows
    ]


def homes(audience: Audience, where: Q, on: date | None = None) -> list[tuple[int, int]]:
    """Return (household, building) of every home of an audience, each once."""
    rows = residences(audience, where, on).values_list("household", BUILDING)
    return list(rows.distinct().order_by("household"))


def households_of(person: int, on: date | None = None) -> list[int]:
    """Return the households in which a person lives now."""
    return list(
        Residence.objects.filter(current(on), person=person).values_list("household", flat=True)
    )


def lived_in(household: int, on: date | None = None) -> bool:
    """Tell whether anybody lives in a household now: the key of one that moved away opens nothing of it."""
    return Residence.objects.filter(current(on), household=household).exists()


def named(ids: Iterable[int]) -> dict[int, str]:
    """Return buildings by id with their compound: 榆荫苑 3号楼; 1 query."""
    rows = Area.objects.filter(pk__in=list(ids)).select_related("compound")
    return {a.pk: f"{a.compound.name if a.compound else ''} {a.name}".strip() for a in rows}
