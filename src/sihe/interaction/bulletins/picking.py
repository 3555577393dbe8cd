"""Saying which home one is, by list, among the homes that a bulletin was sent to."""

from dataclasses import dataclass

from sihe.interaction.bulletins.audience import named
from sihe.interaction.bulletins.models import Bulletin
from sihe.interaction.bulletins.queries import HOME, KIND, counted
from sihe.kernel.access.refusals import Refused
from sihe.kernel.notices.models import Message
from sihe.kernel.people.models import Household
from sihe.kernel.places.models import Area, Dwelling
from sihe.kernel.places.queries import dwellings_of, units_of

Option = tuple[int, str]


@dataclass(frozen=True)
class Picked:
    """What has been picked so far, and what there is to pick next."""

    building: int = 0
    unit: int = 0
    name: str = ""
    buildings: tuple[Option, ...] = ()
    units: tuple[Option, ...] = ()
    dwellings: tuple[Option, ...] = ()


def picked(bulletin: Bulletin, building: str, unit: str) -> Picked:
    """Return the next list: buildings, units of one, flats of one."""
    names = named(bulletin.reaches.values_list("building", flat=True))
    chosen = (
        int(building) if building.isascii() and building.isdigit() and len(building) < 18 else 0
    )
    if chosen not in names:
        return Picked(buildings=tuple(sorted(names.items(), key=lambda n: counted(n[1]))))
    units = units_of(chosen)
    asked = next((u for u in units if str(u.pk) == unit), None)
    if units and asked is None:
        return Picked(
            building=chosen, name=names[chosen], units=tuple((u.pk, u.name) for u in units)
        )
    found = dwellings_of(chosen, asked.pk if asked else None)
    return Picked(
        building=chosen, unit=asked.pk if asked else 0, name=names[chosen] + _name(asked),
        dwellings=tuple((d.pk, d.number) for d in found),
    )  # fmt: skip


def home_in(bulletin: Bulletin, dwelling: str) -> int:
    """Return the household of a flat that was told of a bulletin.

    Raises:
        Refused: `no_such_home`; `several_homes`, where a flat is shared and nobody can say which of them this is.
    """
    number = (
        int(dwelling) if dwelling.isascii() and dwelling.isdigit() and len(dwelling) < 18 else 0
    )
    rows = Household.objects.filter(dwelling__in=Dwelling.objects.filter(pk=number))
    sent = Message.objects.filter(
        about_kind=KIND, about_id=bulletin.pk, recipient_kind=HOME, recipient_id__in=rows.values("pk")
    )  # fmt: skip
    found = sorted(set(sent.values_list("recipient_id", flat=True)))
    if not found:
        raise Refused("no_such_home", field="dwelling")
    if len(found) > 1:
        raise Refused("several_homes", field="dwelling")
    return found[0]


def _name(unit: Area | None) -> str:
    return unit.name if unit else ""
