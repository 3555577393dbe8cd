"""The roll kept by hand from a household's page: in, out, put right. The rules are those of people."""

from datetime import date
from typing import Any

from django.db import transaction

from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import Actor
from sihe.kernel.people.actions import (
    begin_residence,
    correct_person,
    end_residence,
    enter_person,
)
from sihe.kernel.people.models import Person, Residence
from sihe.kernel.people.queries import by_phone
from sihe.kernel.places.models import Dwelling


def known_as(name: str, phone: str) -> list[Person]:
    """Return who is on the roll with just this name and this phone: perhaps the same person."""
    return list(by_phone(phone).filter(name=name).order_by("pk")[:5]) if phone else []


@transaction.atomic
def move_in(
    *, by: Actor, dwelling: Dwelling, name: str, kind: str, since: date, phone: str = "",
    birth_year: int | None = None, other_names: list[str] | None = None, known: int | None = None,
) -> Residence:  # fmt: skip
    """Let somebody live in a dwelling: a new person, or one `known` by just this name and phone.

    Raises:
        Refused: `not_allowed`; `no_such_person`; as `people.enter_person` and `people.begin_residence`.
    """
    require("people.edit", by, dwelling)
    if known is not None:
        person = next((p for p in known_as(name, phone) if p.pk == known), None)
        if person is None:
            raise Refused("no_such_person", field="known")
    else:
        person = enter_person(
            by=by, name=name, phone=phone, birth_year=birth_year, other_names=other_names or []
        )
    return begin_residence(by=by, person=person, dwelling=dwelling, kind=kind, since=since)


def move_out(*, by: Actor, residence: Residence, until: date) -> Residence:
    """Let a spell end with its last day.

    Raises:
        Refused: as `people.end_residence`.
    """
    return end_residence(by=by, residence=residence, until=until)


def correct(*, by: Actor, residence: Residence, changes: dict[str, Any]) -> Person:
    """Put right what is written of somebody who lives or lived here.

    Raises:
        Refused: `household_unchanged`; as `people.correct_person`.
    """
    require("people.edit", by, residence)
    if not changes:
        raise Refused("household_unchanged")
    return correct_person(by=by, person=residence.person, **changes)
