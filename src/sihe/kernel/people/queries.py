"""Reading people, households and where they live."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from sihe.kernel.people.models import TAIL, Person, Residence
from sihe.kernel.people.rules import reach
from sihe.kernel.places.models import Area, Level
from sihe.kernel.privacy.crypto import blind_index

__all__ = [
    "by_id_number", "by_phone", "by_tail", "community_of", "current", "living_in", "members", "reach", "residences",
]  # fmt: skip


def current(on: date | None = None, prefix: str = "") -> Q:
    """Return the condition that a dated spell runs on a day (default: today)."""
    day = on or timezone.localdate()
    until = f"{prefix}until"
    return Q(**{f"{prefix}since__lte": day}) & (
        Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": day})
    )


def residences(on: date | None = None) -> QuerySet[Residence]:
    """Return the spells that run on a day, with person, dwelling and building."""
    return Residence.objects.filter(current(on)).select_related(
        "person", "dwelling__building__compound", "dwelling__unit"
    )


def living_in(
    *, areas: Iterable[int] = (), compounds: Iterable[int] = (), on: date | None = None
) -> QuerySet[Residence]:
    """Return the spells that run in any of the areas (of any level) or compounds; absent owners too."""
    here = Q(dwelling__building__compound__in=list(compounds))
    for area in Area.objects.filter(pk__in=list(areas)):
        if area.level == Level.UNIT:
            here |= Q(dwelling__unit=area.pk)
        elif area.level == Level.COMMUNITY:
            here |= Q(community=area.pk)
        else:
            here |= Q(dwelling__building__path__startswith=area.path)
    return residences(on).filter(here)


def members(household: int, on: date | None = None) -> QuerySet[Residence]:
    """Return who belongs to a household on a day, the longest there first."""
    return residences(on).filter(household=household).order_by("since", "pk")


def community_of(building: Area) -> int:
    """Return the community in which a building lies; no query where the grid was fetched with it.

    Raises:
        LookupError: the building stands in no grid of a community.
    """
    grid = building.parent
    if grid is None or grid.parent_id is None:
        raise LookupError(f"building {building.pk} lies in no community")
    return grid.parent_id


def by_phone(phone: str) -> QuerySet[Person]:
    """Return the people with this phone (digits only)."""
    return Person.objects.filter(phone_index=blind_index(phone)).exclude(phone_index="")


def by_tail(digits: str) -> QuerySet[Person]:
    """Return the people whose phone ends with these four digits."""
    if len(digits) != TAIL:
        return Person.objects.none()
    return Person.objects.filter(phone_tail=blind_index(f"tail {digits}"))


def by_id_number(number: str) -> Person | None:
    """Return the person with this identity number."""
    return Person.objects.filter(id_index=blind_index(f"id {number}")).first() if number else None
