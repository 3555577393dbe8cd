"""Entering, correcting and finding people; who may."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT, SYSTEM, Actor, Scope
from sihe.kernel.journal.models import Entry
from sihe.kernel.people import actions, queries
from sihe.kernel.people.models import Account, Household, Person, Residence
from sihe.kernel.people.retention import forget_people
from sihe.kernel.places.models import Dwelling
from tests.world import World

TODAY = date(2026, 11, 25)
HERE = "owner_here"


def actor(**where: Any) -> Actor:
    """Return somebody who may see and edit people there."""
    scope = Scope(frozenset({"people.see", "people.edit"}), organisation=1, **where)
    return Actor(kind="staff", person=1, scopes=(scope,))


def code_of(act: Any, **kwargs: Any) -> str:
    """Return the code with which an act is refused."""
    with pytest.raises(Refused) as caught:
        act(**kwargs)
    return caught.value.code


def moved_in(world: World, name: str = "示例居民", **more: Any) -> Residence:
    """Return somebody who lives in the dwelling of the world."""
    person = actions.enter_person(by=SYSTEM, name=name, **more)
    return actions.begin_residence(
        by=SYSTEM, person=person, dwelling=world.dwelling, kind=HERE, since=date(2020, 5, 1)
    )


def test_a_person_is_found_by_phone_tail_and_number(world: World) -> None:
    row = moved_in(world, phone="13800001234", id_number="110108194912310025")
    person = row.person
    assert queries.by_phone("13800001234").get() == person
    assert queries.by_tail("1234").get() == person
    assert queries.by_id_number("110108194912310025") == person
    assert not queries.by_tail("234").exists() and not queries.by_phone("").exists()
    assert queries.by_id_number("") is None
    actions.correct_person(by=SYSTEM, person=person, phone="13900005678", name=" 示例  新名 ")
    assert not queries.by_tail("1234").exists() and queries.by_tail("5678").get() == person
    row.refresh_from_db()
    assert row.name == "示例 新名" and row.community_id == world.community.pk


def test_one_identity_number_is_one_person(world: World) -> None:
    first = moved_in(world, id_number="110108194912310025").person
    assert code_of(actions.enter_person, by=SYSTEM, name="又", id_number="110108194912310025") == (
        "id_taken"
    )
    other = actions.enter_person(by=SYSTEM, name="别人")
    change = {"person": other, "id_number": first.id_number}
    assert code_of(actions.correct_person, by=SYSTEM, **change) == "id_taken"
    assert code_of(actions.enter_person, by=SYSTEM, name="  ") == "person_name_missing"
    assert code_of(actions.correct_person, by=SYSTEM, person=other, id=7) == "no_such_field"


def test_only_within_reach(world: World) -> None:
    row = moved_in(world)
    reaching = [
        actor(area_level="street", area=world.street.pk), actor(area_level="community", area=world.community.pk),
        actor(area_level="grid", area=world.grid.pk), actor(compound=world.compound.pk),
        actor(area_level="building", area=world.building.pk),
    ]  # fmt: skip
    others = [
        actor(area_level="street", area=world.other_street.pk), actor(area_level="grid", area=world.second_grid.pk),
        actor(area_level="community", area=world.other_community.pk), RESIDENT, actor(),
    ]  # fmt: skip
    for by, sees in [(a, True) for a in reaching] + [(a, False) for a in others]:
        found = Residence.objects.filter(queries.reach(by, "people.see"))
        assert list(found) == ([row] if sees else [])
        if sees:
            actions.correct_person(by=by, person=row.person, birth_year=1950)
        else:
            change = {"by": by, "person": row.person, "birth_year": 1951}
            assert code_of(actions.correct_person, **change) == "not_allowed"
            end = {"by": by, "residence": row, "until": TODAY}
            assert code_of(actions.end_residence, **end) == "not_allowed"
            again = {
                "person": row.person,
                "dwelling": world.dwelling,
                "kind": "tenant",
                "since": TODAY,
            }
            assert code_of(actions.begin_residence, by=by, **again) == "not_allowed"


def test_people_correct_their_own_phone_and_nothing_else(world: World) -> None:
    person = moved_in(world).person
    self = Actor(kind="resident", person=person.pk)
    actions.correct_person(by=self, person=person, phone="13800001234")
    assert queries.by_phone("13800001234").get() == person
    assert code_of(actions.correct_person, by=self, person=person, name="改名") == "not_allowed"
    other = actions.enter_person(by=SYSTEM, name="别人")
    change = {"by": self, "person": other, "phone": "13800001235"}
    assert code_of(actions.correct_person, **change) == "not_allowed"


def test_a_second_person_joins_the_household_and_a_later_one_finds_it_empty(world: World) -> None:
    first, second = moved_in(world), moved_in(world, "同住人")
    assert first.household == second.household
    actions.end_residences(by=SYSTEM, ends={first.pk: TODAY, second.pk: TODAY})
    person = actions.enter_person(by=SYSTEM, name="后来人")
    later = actions.begin_residence(
        by=SYSTEM, person=person, dwelling=world.dwelling, kind="tenant", since=TODAY
    )
    assert later.household != first.household
    assert [r.person for r in queries.members(later.household_id, TODAY)] == [person]
    on_the_day = queries.members(first.household_id, TODAY)
    assert {r.person_id for r in on_the_day} == {first.person_id, second.person_id}
    assert not queries.members(first.household_id, date(2026, 11, 26)).exists()


def test_living_in_areas_of_every_level(world: World) -> None:
    row = moved_in(world)
    for key in ("district", "street", "community", "grid", "building", "building_unit2"):
        assert list(queries.living_in(areas=[world.areas[key].pk])) == [row], key
    assert list(queries.living_in(compounds=[world.compound.pk])) == [row]
    for key in ("other_street", "second_grid", "second_building", "building_unit1"):
        assert not queries.living_in(areas=[world.areas[key].pk]).exists(), key
    assert not queries.living_in().exists()


def test_a_roll_of_many_asks_few_questions(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    doors = [
        Dwelling.objects.create(building=world.building, number=f"9{n:03d}") for n in range(120)
    ]
    given = [actions.PersonGiven(f"示例{n}", phone=f"1380000{n:04d}") for n in range(120)]
    with django_assert_max_num_queries(24):
        people = actions.enter_people(by=SYSTEM, people=given, batch=5)
        spells = [
            actions.SpellGiven(p.pk, d.pk, HERE, TODAY) for p, d in zip(people, doors, strict=True)
        ]
        made = actions.begin_residences(by=SYSTEM, spells=spells, batch=5)
    assert len({r.household_id for r in made}) == 120 and {r.batch for r in made} == {5}
    assert Entry.objects.filter(fact="people.PeopleEntered").count() == 1
    assert Entry.objects.filter(fact="people.ResidenceBegun").count() == 120


def test_accounts(world: World) -> None:
    person = actions.enter_person(by=SYSTEM, name="新同事")
    assert code_of(actions.open_account, by=RESIDENT, person=person, username="x") == "not_allowed"
    account = actions.open_account(by=SYSTEM, person=person, username="lin", password="a long one")
    assert account.check_password("a long one") and account.must_change
    assert code_of(actions.open_account, by=SYSTEM, person=person, username="y") == "has_account"
    other = actions.enter_person(by=SYSTEM, name="又一人")
    assert (
        code_of(actions.open_account, by=SYSTEM, person=other, username="lin") == "username_taken"
    )
    own = Actor(kind="staff", person=person.pk)
    actions.set_password(by=own, account=account, password="another one", must_change=False)
    stranger = Actor(kind="staff", person=other.pk)
    refused = {"by": stranger, "account": account, "password": "mine now, yes"}
    assert code_of(actions.set_password, **refused) == "not_allowed"
    actions.close_account(by=SYSTEM, account=account)
    account = Account.objects.get(pk=account.pk)
    assert not account.is_active and not account.has_usable_password() and not account.must_change


def test_who_left_long_ago_is_forgotten_and_nobody_else(world: World) -> None:
    from datetime import UTC, datetime

    gone, stays, back = (
        moved_in(world, name, phone="13800001234") for name in ("甲某", "乙某", "丙某")
    )
    for row in (gone, back):
        actions.end_residence(by=SYSTEM, residence=row, until=date(2023, 1, 10))
    actions.begin_residence(
        by=SYSTEM, person=back.person, dwelling=world.dwelling, kind=HERE, since=date(2024, 1, 1)
    )
    assert forget_people(datetime(2023, 1, 10, 4, tzinfo=UTC)) == 0
    assert forget_people(datetime(2023, 1, 11, 4, tzinfo=UTC)) == 1
    assert forget_people(datetime(2023, 1, 12, 4, tzinfo=UTC)) == 0
    empty = Person.objects.get(pk=gone.person_id)
    assert (empty.name, empty.phone, empty.phone_index, empty.phone_tail) == ("", "", "", "")
    assert Residence.objects.get(pk=gone.pk).name == ""
    assert (
        Person.objects.get(pk=stays.person_id).name and Person.objects.get(pk=back.person_id).name
    )


def test_households_are_not_made_for_nothing(world: World) -> None:
    moved_in(world)
    assert Household.objects.count() == 1
