"""示例 homes for the small street: residents of every kind, with and without a telephone. Nothing is real."""

from datetime import date
from uuid import uuid4

from django.utils import timezone

from sihe.interaction.bulletins import actions
from sihe.interaction.bulletins.audience import Audience
from sihe.interaction.bulletins.models import Bulletin
from sihe.kernel.facts import SYSTEM, Actor
from sihe.kernel.people.actions import begin_residence, enter_person
from sihe.kernel.people.models import Household, Person, Residence
from sihe.kernel.places.models import Area, Dwelling
from tests.world import World

SINCE = date(2020, 1, 1)


def home(
    world: World, building: str, number: str, *, kind: str = "owner_here", phone: str = "", born: int = 1980,
    unit: int = 1, since: date = SINCE, name: str = "示例住户",
) -> Household:  # fmt: skip
    """Let one more person live in a flat, which is made where it is not there; return the household."""
    area: Area = world.areas[building]
    flat, _made = Dwelling.objects.get_or_create(
        building=area, unit=world.areas[f"{building}_unit{unit}"], number=number
    )
    person: Person = enter_person(by=SYSTEM, name=name, phone=phone, birth_year=born)
    spell = begin_residence(by=SYSTEM, person=person, dwelling=flat, kind=kind, since=since)
    return spell.household


def street(world: World) -> dict[str, Household]:
    """Fill both buildings of the compound and the old block with five homes."""
    made = {
        "three": home(world, "building", "101", phone="13800000001", name="张示例"),
        "three_up": home(world, "building", "201", unit=2, born=1940, name="李示例"),
        "five": home(
            world, "second_building", "101", kind="tenant", phone="13800000002", name="王示例"
        ),
        "five_old": home(world, "second_building", "1001", born=1950, name="赵示例"),
        "block": home(world, "old_block", "1", phone="13800000003", name="钱示例"),
    }
    home(world, "building", "101", born=2015, name="张小示例")  # a child of the first home
    return made


def member(household: Household) -> int:
    """Return somebody who lives in a home."""
    return int(Residence.objects.filter(household=household).order_by("pk")[0].person_id)


def given(audience: Audience, **more: object) -> actions.Given:
    """Return what a writer gives."""
    fields: dict[str, object] = {
        "title": "3号楼停水", "text": "明天9:00到12:00停水。请提前接好水。",
        "since": timezone.localdate(), "audience": audience,
    }  # fmt: skip
    return actions.Given(**fields | more)  # type: ignore[arg-type]


def drafted(
    world: World, by: str | Actor = "director", audience: Audience | None = None, **more: object
) -> Bulletin:
    """Write a draft to the community, or to an audience."""
    actor = world.actor(by) if isinstance(by, str) else by
    whom = audience or Audience(areas=(world.community.pk,))
    return actions.draft(by=actor, token=uuid4(), given=given(whom, **more))


def published(
    world: World, by: str = "director", audience: Audience | None = None, **more: object
) -> Bulletin:
    """Write and publish."""
    return actions.publish(by=world.actor(by), bulletin=drafted(world, by, audience, **more))
