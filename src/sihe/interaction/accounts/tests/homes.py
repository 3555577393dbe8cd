"""示例: a family that lives in flat 501, and residents as those who act."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from sihe.interaction.accounts.queries import household_of
from sihe.kernel.facts import SYSTEM, Actor
from sihe.kernel.people.actions import begin_residence, enter_person, open_account
from sihe.kernel.people.models import Account, Household, Person, Residence
from sihe.kernel.places.models import Dwelling
from tests.world import World

SINCE = date(2024, 1, 1)


@dataclass
class Home:
    """A family by name, where they live, and who they are when they act."""

    world: World
    dwelling: Dwelling
    people: dict[str, Person] = field(default_factory=dict)
    spells: dict[str, Residence] = field(default_factory=dict)

    @property
    def household(self) -> Household:
        """Return the household; everybody lives in the same one."""
        found = household_of(self.people["mother"].pk)
        assert found is not None
        return found

    def add(
        self, key: str, name: str, age: int | None, kind: str = "owner_here", phone: str = ""
    ) -> Person:
        """Let somebody more live here."""
        year = timezone.localdate().year - age if age is not None else None
        person = enter_person(by=SYSTEM, name=name, birth_year=year, phone=phone)
        self.people[key] = person
        self.spells[key] = begin_residence(
            by=SYSTEM, person=person, dwelling=self.dwelling, kind=kind, since=SINCE
        )
        return person

    def opened(self, key: str) -> Account:
        """Give somebody an account."""
        person = self.people[key]
        return open_account(by=SYSTEM, person=person, username=f"resident-{person.pk}")

    def actor(self, key: str) -> Actor:
        """Return somebody of the family as the one who acts."""
        person = self.people[key]
        return Actor("resident", person.pk, name=person.name)


def settle_in(world: World, number: str = "") -> Home:
    """Let a family live in flat 501, or in another of the same entrance."""
    dwelling = world.dwelling
    if number:
        dwelling = Dwelling.objects.create(
            building=world.building, unit=world.areas["building_unit2"], number=number
        )
    made = Home(world, dwelling)
    made.add("mother", "王秀英", 72, phone="13800001111")
    made.add("father", "李建国", 75)
    made.add("boy", "李小明", 16)
    made.add("girl", "李小红", 9)
    return made
