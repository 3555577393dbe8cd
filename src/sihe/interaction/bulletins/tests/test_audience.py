"""Nobody outside an audience is told, everybody inside exactly once, whoever moves in or out around the moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sihe.interaction.bulletins import actions
from sihe.interaction.bulletins.audience import Audience, ground, homes, outside, reached
from sihe.interaction.bulletins.models import Bulletin, Reach
from sihe.interaction.bulletins.tests.homes import given as words
from sihe.interaction.bulletins.tests.homes import home
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import SYSTEM
from sihe.kernel.notices.models import Message
from sihe.kernel.people.actions import end_residence
from sihe.kernel.people.models import Household, Residence
from tests.world import World, build

pytestmark = pytest.mark.django_db
P = "bulletins.publish"
TODAY = date(2026, 3, 10)
BUILDINGS = ("building", "second_building", "old_block")
AREAS = (*BUILDINGS, "community", "grid", "second_grid", "building_unit1", "old_block_unit2")
KINDS = ("owner_here", "tenant", "owner_away")

flats = st.tuples(st.sampled_from(BUILDINGS), st.integers(1, 2), st.sampled_from(("101", "102")))
spells = st.tuples(
    flats,
    st.sampled_from(KINDS),
    st.integers(1930, 2015),
    st.integers(-3, 3),
    st.none() | st.integers(0, 3),
)
audiences = st.tuples(
    st.sets(st.sampled_from(AREAS), max_size=3),
    st.booleans(), st.sets(st.sampled_from(KINDS), max_size=2), st.sampled_from(("", "old", "very_old")),
)  # fmt: skip
GROUND = {"director": P, "leader": P, "chair": "bulletins.write"}
Spell = tuple[tuple[str, int, str], str, int, int, int | None]
personas = st.sampled_from(("director", "chair", "leader"))


def expected(world: World, by: str, audience: Audience) -> set[int]:
    """Return the homes of an audience by walking through everything, without the product's questions."""
    found = set()
    for row in Residence.objects.select_related(
        "person", "household__dwelling__building", "household__dwelling__unit"
    ):
        flat = row.household.dwelling
        building = flat.building
        path = [int(part) for part in building.path.split("/") if part] + (
            [flat.unit_id] if flat.unit_id else []
        )
        here = bool(set(path) & set(audience.areas)) or building.compound_id in audience.compounds
        mine = building.compound_id == world.compound.pk if by == "chair" else True
        lives = row.since <= TODAY and (row.until is None or row.until >= TODAY)
        fits = not audience.kinds or row.kind in audience.kinds
        least = {"": 0, "old": 60, "very_old": 80}[audience.age]
        if (
            here
            and mine
            and lives
            and fits
            and TODAY.year - (row.person.birth_year or 9999) >= least
        ):
            found.add(row.household_id)
    return found


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(spells, min_size=1, max_size=8), audiences, personas)
def test_each_home_inside_once_and_nobody_outside(
    db: None, rows: list[Spell], asked: tuple[set[str], bool, set[str], str], by: str
) -> None:
    with transaction.atomic():  # each example on an empty street
        world = build()
        _move(world, rows)
        areas, compound, kinds, age = asked
        audience = Audience(
            areas=tuple(world.areas[name].pk for name in areas),
            compounds=(world.compound.pk,) if compound else (), kinds=tuple(kinds), age=age,
        )  # fmt: skip
        wanted = expected(world, by, audience)
        where = ground(world.actor(by), GROUND[by], TODAY)
        assert [h for h, _b in homes(audience, where, TODAY)] == sorted(wanted)
        assert sum(r.households for r in reached(audience, where, TODAY)) == len(wanted)
        if by == "director" and wanted:
            _publish(world, audience, wanted)
        transaction.set_rollback(True)


def _move(world: World, rows: list[Spell]) -> None:
    """Let people move in and, some of them, out again, around the day."""
    for number, ((building, unit, flat), kind, born, starts, ends) in enumerate(rows):
        since = TODAY + timedelta(days=starts)
        name = f"示例{number}"
        made = home(world, building, flat, kind=kind, born=born, unit=unit, since=since, name=name)
        if ends is not None:
            spell = Residence.objects.filter(household=made).latest("pk")
            end_residence(by=SYSTEM, residence=spell, until=since + timedelta(days=ends))


def _publish(world: World, audience: Audience, wanted: set[int]) -> None:
    """Publish on the day; the list stays as it was, whoever comes later."""
    made = actions.draft(by=world.actor("director"), token=uuid4(), given=words(audience))
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=timezone.get_default_timezone())
    actions.publish(by=world.actor("director"), bulletin=made, at=noon)
    told = Message.objects.filter(about_kind="bulletin", about_id=made.pk)
    assert sorted(told.values_list("recipient_id", flat=True)) == sorted(wanted)
    counted = Reach.objects.filter(bulletin=made).values_list("households", flat=True)
    assert sum(counted) == len(wanted)
    home(world, "building", "999", since=TODAY)
    assert told.count() == len(wanted)


def test_an_organisation_reaches_its_own_ground_only(
    world: World, homes: dict[str, Household]
) -> None:
    compound = Audience(compounds=(world.compound.pk,))
    everybody = Audience(areas=(world.community.pk,))
    mine = ground(world.actor("manager"), "bulletins.write")
    assert outside(compound, mine) == []
    assert outside(everybody, mine) == ["示例社区"]
    assert outside(Audience(areas=(world.old_block_unit1.pk,)), mine) == ["1单元"]
    assert outside(Audience(areas=(world.building_unit1.pk,)), mine) == []
    assert outside(Audience(areas=(987654,)), mine) == [""]
    assert outside(everybody, ground(world.actor("stranger"), P)) == ["示例社区"]
    assert outside(compound, ground(world.actor("stranger"), P)) == ["示例花园"]


@pytest.mark.parametrize("by", ["manager", "stranger"])
def test_what_lies_elsewhere_is_refused(world: World, homes: dict[str, Household], by: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.draft(
            by=world.actor(by), token=uuid4(), given=words(Audience(areas=(world.community.pk,)))
        )
    assert refused.value.code == "audience_outside" and refused.value.values["names"] == "示例社区"
    assert not Bulletin.objects.exists()


def test_a_draft_cannot_be_published_beyond_the_publishers_ground(
    world: World, homes: dict[str, Household]
) -> None:
    draft = actions.draft(
        by=world.actor("director"),
        token=uuid4(),
        given=words(Audience(areas=(world.old_block.pk,))),
    )
    # the mandate is made narrower between writing and publishing
    mandate = world.mandates["director"]
    mandate.area = world.grid
    mandate.save()
    with pytest.raises(Refused) as refused:
        actions.publish(by=world.actor("director"), bulletin=draft)
    assert refused.value.code == "audience_outside" and not Message.objects.exists()


def test_who_cannot_be_reached_electronically(world: World, homes: dict[str, Household]) -> None:
    rows = {
        r.building: r
        for r in reached(Audience(areas=(world.community.pk,)), ground(world.actor("director"), P))
    }
    three, five = rows[world.building.pk], rows[world.second_building.pk]
    assert (three.households, three.people, three.offline) == (2, 3, 1)
    assert (five.households, five.people, five.offline) == (2, 2, 1)
    old = reached(
        Audience(areas=(world.community.pk,), age="very_old"),
        ground(world.actor("director"), P),
        date(2026, 3, 1),
    )
    assert [(r.building, r.households, r.offline) for r in old] == [(world.building.pk, 1, 1)]
