"""Finding a dwelling or a person by address, by name, by phone: within the actor's area and nowhere else.

Steps: (1) what looks like digits is a phone or its last four, or a door; (2) what parses as an address
finds dwellings; (3) everything else is a name: those called exactly so first, then those whose name
begins so, then other names. Nobody is found by a family name alone.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db import connection
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from sihe.engines.suggestion.addresses import Address, parse
from sihe.interaction.households.queries.people import BESIDE, BULKY, SEE, begins, tidy
from sihe.interaction.households.queries.places import within
from sihe.interaction.locating.queries import building_numbers, compounds_named, kept
from sihe.interaction.rounds.queries.members import dwelling_label
from sihe.kernel.facts import Actor
from sihe.kernel.people.models import TAIL, Person, Residence
from sihe.kernel.people.queries import by_phone, by_tail, current, reach
from sihe.kernel.places.models import Area, Dwelling, Level
from sihe.kernel.privacy import masks
from sihe.kernel.ui.inputs import PHONE, tidy_phone

MOST, SHORTEST = 20, 2
DOORS = 400  # dwellings of one number that are looked through for the right unit
MANY = 2000  # people of one phone, tail or other name, before those elsewhere are left out
NEAR = 300  # buildings of an area in which a number alone is looked for; in a wider one it says too little
DOOR = range(3, 6)  # digits of what may be a door alone
Reason = Literal["address", "name", "other_name", "tail", "phone"]


@dataclass(frozen=True)
class Hit:
    """One thing found: where it leads, its words, and for which reason it is here."""

    reason: Reason
    place: str
    dwelling: int | None = None
    building: int | None = None
    name: str = ""
    kind: str = ""
    phone: str = ""
    called: str = ""


@dataclass(frozen=True)
class Found:
    """What a search found, at most `MOST`; `more`: there is more than is shown; `asked`: what was read in it."""

    hits: tuple[Hit, ...] = ()
    more: bool = False
    asked: tuple[Reason, ...] = ()


def find(actor: Actor, words: str) -> Found:
    """Return what the words mean within the actor's area; at most eight queries, however many people there are."""
    said = tidy(words)
    if not said or not actor.holds(SEE):
        return Found()
    address, digits = parse(said), tidy_phone(said)
    plain = digits.isascii() and digits.isdigit() and not address.building
    address = Address() if plain else address
    asked: list[Reason] = []
    hits: list[Hit] = []
    if plain and len(digits) == TAIL:
        asked, hits = ["tail"], _by_tail(_here(actor), digits)
    elif plain and PHONE.match(digits):
        asked = ["phone"]
        hits = _people(_here(actor).filter(person__in=_ids(by_phone(digits))), "phone")
    if address.building or address.dwelling or (plain and len(digits) in DOOR):
        asked.append("address")
        hits += _by_address(actor, address, said, digits if plain else "")
    elif not plain and len(said) >= SHORTEST:
        asked += ["name", "address"]
        hits = _by_name(_here(actor), said) or _buildings(_called(actor, address, said))
    return Found(tuple(hits[:MOST]), len(hits) > MOST, tuple(asked))


def _here(actor: Actor) -> QuerySet[Residence]:
    rows = Residence.objects.filter(current(), reach(actor, SEE))
    return rows.select_related(*BESIDE).defer(*BULKY)


def _ids(people: QuerySet[Person]) -> list[int]:
    return list(people.values_list("pk", flat=True)[:MANY])


def _by_tail(here: QuerySet[Residence], tail: str) -> list[Hit]:
    return _people(here.filter(person__in=_ids(by_tail(tail))), "tail")


def _by_name(here: QuerySet[Residence], said: str) -> list[Hit]:
    hits = _people(
        here.filter(begins(said)), "name"
    )  # by name: the shortest, which is the exact one, first
    others = called_also(said) if len(hits) <= MOST else []
    if others:
        also = here.filter(person__in=others).exclude(begins(said))
        hits += _people(also, "other_name")
    return hits


def called_also(said: str) -> list[int]:
    """Return the people one of whose other names holds the words; read from an index of those who have one."""
    stored = json.dumps(said)[1:-1] if connection.vendor == "sqlite" else said
    rows = Person.objects.extra(where=["people_person.other_names <> '[]'"]).annotate(
        called=Cast("other_names", TextField())
    )
    return list(rows.filter(called__contains=stored).values_list("pk", flat=True)[:MANY])


def _people(rows: QuerySet[Residence], reason: Reason) -> list[Hit]:
    """Make hits of spells; a name that was not typed is masked, and every phone."""
    found = rows.order_by("name", "pk")[: MOST + 1]
    return [_hit(row, reason) for row in found]


def _hit(row: Residence, reason: Reason, called: str = "") -> Hit:
    name = row.person.name
    typed = reason in ("name", "other_name")
    return Hit(
        reason, dwelling_label(row.dwelling), dwelling=row.dwelling_id,
        name=name if typed else masks.name(name), kind=row.get_kind_display(),
        phone=masks.phone(row.person.phone), called=called,
    )  # fmt: skip


def _by_address(actor: Actor, address: Address, said: str, digits: str) -> list[Hit]:
    door = address.dwelling or digits
    if not address.building and not address.compound and door:
        rows = Area.objects.filter(within(actor, SEE, ""), level=Level.BUILDING)
        near = list(rows.values_list("pk", flat=True)[: NEAR + 1])
        return [_door(d) for d in _doors(door, near)] if len(near) <= NEAR else []
    buildings = _called(actor, address, said)
    if not door:
        return _buildings(buildings)
    doors = _doors(door, [b.pk for b in buildings])
    return [_door(d) for d in doors if _in_unit(d, address.unit)]


def _doors(number: str, buildings: list[int]) -> list[Dwelling]:
    rows = Dwelling.objects.filter(building__in=buildings, number=number)
    rows = rows.select_related("unit", "building__compound")
    rows = rows.defer("unit__outline", "building__outline", "building__compound__outline")
    return list(rows.order_by("building__compound", "building", "unit", "pk")[:DOORS])


def _in_unit(dwelling: Dwelling, unit: str) -> bool:
    return not unit or (dwelling.unit is not None and parse(dwelling.unit.name).unit == unit)


def _called(actor: Actor, address: Address, said: str) -> list[Area]:
    """Return the buildings of the actor's area that the words name."""
    rows = Area.objects.filter(within(actor, SEE, ""), level=Level.BUILDING)
    named = compounds_named(said, kept.get())
    if named:
        rows = rows.filter(compound__in=[name.compound for name in named])
    if address.building:
        rows = rows.filter(name__in=_names(address.building))
    elif not named:
        rows = rows.filter(name__startswith=said)
    rows = rows.select_related("compound").defer("outline", "compound__outline")
    # in the order of ids: to be put in another, the whole tree would be read by the index of compounds
    return sorted(rows[:DOORS], key=lambda b: (b.compound_id or 0, b.pk))


def _names(number: str) -> Iterable[str]:
    return [number, *building_numbers(number)]


def _buildings(areas: Iterable[Area]) -> list[Hit]:
    return [
        Hit("address", f"{area.compound.name if area.compound else ''} {area.name}".strip(), building=area.pk)
        for area in areas
    ]  # fmt: skip


def _door(dwelling: Dwelling) -> Hit:
    return Hit("address", dwelling_label(dwelling), dwelling=dwelling.pk)
