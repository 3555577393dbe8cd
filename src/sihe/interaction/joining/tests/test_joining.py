"""Who says that they live here is confirmed by a grid worker or a grown-up of the household."""

from __future__ import annotations

from typing import Any

import pytest

from sihe.interaction.accounts.queries import household_of
from sihe.interaction.accounts.tests.homes import Home, settle_in
from sihe.interaction.accounts.tests.test_slips import refused
from sihe.interaction.joining import actions
from sihe.interaction.joining.models import MembershipRequest
from sihe.interaction.joining.queries import waiting_for
from sihe.kernel.facts import RESIDENT
from sihe.kernel.journal.courier import deliver
from sihe.kernel.notices.models import Notice
from sihe.kernel.people.models import Person, Residence


def asked(home: Home, name: str = "李小刚") -> tuple[MembershipRequest, str]:
    return actions.ask(
        by=RESIDENT, dwelling=home.dwelling, name=name, phone="13800003333", old_enough=True
    )


@pytest.mark.parametrize("who", ["mother", "grid_worker", "director"])
def test_confirmed_by_who_knows(home: Home, who: str) -> None:
    request, secret = asked(home)
    by = home.actor(who) if who in home.people else home.world.actor(who)
    assert list(waiting_for(by)) == [request]
    assert refused(actions.open_by_request, by=RESIDENT, secret=secret) == "not_confirmed"
    actions.answer(by=by, request=request, confirmed=True)
    account = actions.open_by_request(by=RESIDENT, secret=secret)
    assert account.person.name == "李小刚"
    assert household_of(account.person_id) == home.household
    assert refused(actions.open_by_request, by=RESIDENT, secret=secret) == "not_confirmed"


@pytest.mark.parametrize("who", ["boy", "girl", "other", "stranger", "manager", "nobody"])
def test_confirmed_by_nobody_else(home: Home, who: str) -> None:
    other = settle_in(home.world, "502")
    request, _secret = asked(home)
    by = {"other": other.actor("mother"), "nobody": RESIDENT}.get(who)
    by = by or (home.actor(who) if who in home.people else home.world.actor(who))
    assert refused(actions.answer, by=by, request=request, confirmed=True) == "not_allowed"


def test_somebody_of_the_roll_is_not_entered_twice(home: Home) -> None:
    request, _secret = asked(home, "李建国")
    people = Person.objects.count()
    actions.answer(by=home.actor("mother"), request=request, confirmed=True)
    request.refresh_from_db()
    assert request.person == home.people["father"] and Person.objects.count() == people


def test_an_account_that_is_open_is_not_taken_over(home: Home) -> None:
    home.opened("father")
    request, _secret = asked(home, "李建国")
    by = home.actor("mother")
    assert refused(actions.answer, by=by, request=request, confirmed=True) == "came_in_already"


def test_refused_once_and_for_all(home: Home) -> None:
    request, secret = asked(home)
    by = home.actor("mother")
    actions.answer(by=by, request=request, confirmed=False)
    assert refused(actions.answer, by=by, request=request, confirmed=True) == "request_answered"
    assert refused(actions.open_by_request, by=RESIDENT, secret=secret) == "not_confirmed"
    assert not Residence.objects.filter(name="李小刚").exists()


def test_what_is_missing_is_said(home: Home) -> None:
    told: dict[str, Any] = {"by": RESIDENT, "dwelling": home.dwelling}
    assert refused(actions.ask, **told, name=" ", old_enough=True) == "own_name_missing"
    assert refused(actions.ask, **told, name="李" * 41, old_enough=True) == "own_name_long"
    assert refused(actions.ask, **told, name="李小刚") == "age_unsaid"


def test_the_girl_of_the_roll_is_not_let_in_by_a_false_tick(home: Home) -> None:
    request, secret = asked(home, "李小红")
    actions.answer(by=home.actor("mother"), request=request, confirmed=True)
    assert refused(actions.open_by_request, by=RESIDENT, secret=secret) == "too_young"


def test_name_and_word_are_not_readable_in_the_database(home: Home) -> None:
    from django.db import connection

    _request, secret = asked(home)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, secret FROM joining_membershiprequest")
        row = str(cursor.fetchall())
    assert "李小刚" not in row and "13800003333" not in row and secret not in row


def test_who_serves_the_place_is_told_once_and_without_a_name(home: Home) -> None:
    asked(home)
    deliver()
    deliver()
    told = Notice.objects.filter(code="joining.asked")
    world = home.world
    assert told.count() == len({n.person_id for n in told})
    assert {world.people["director"], world.people["grid_worker"]} <= {n.person for n in told}
    assert world.people["stranger"] not in {n.person for n in told}
    assert "李小刚" not in str(list(told.values("values"))) and "501" not in str(
        list(told.values("values"))
    )
