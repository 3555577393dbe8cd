"""Rights follow the spell of residence: they begin with its first day and end with its last, whatever the course."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sihe.interaction.accounts.queries import household_of, members
from sihe.interaction.accounts.rules import lives_in
from sihe.interaction.accounts.tests.homes import Home
from sihe.kernel.access.rules import may
from sihe.kernel.facts import SYSTEM
from sihe.kernel.people.actions import begin_residence, end_residence, enter_person

START = date(2026, 1, 1)
lengths = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=4)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lengths=lengths)
def test_membership_is_exactly_the_days_of_the_spells(
    home: Home, lengths: list[tuple[int, int]]
) -> None:
    person = enter_person(by=SYSTEM, name="钱三", birth_year=1980)
    day, here = START, set()
    for gap, length in lengths:
        day += timedelta(days=gap + 1)
        spell = begin_residence(
            by=SYSTEM, person=person, dwelling=home.dwelling, kind="tenant", since=day
        )
        end_residence(by=SYSTEM, residence=spell, until=day + timedelta(days=length))
        here |= {day + timedelta(days=n) for n in range(length + 1)}
        day += timedelta(days=length)
    household = home.household
    for n in range((day - START).days + 4):
        now = START + timedelta(days=n)
        assert lives_in(person.pk, household, now) == (now in here)
        assert (household_of(person.pk, now) == household) == (now in here)
        assert (person.pk in {m.person.pk for m in members(household, now)}) == (now in here)


def test_who_moved_out_answers_for_nobody_from_the_next_day_on(home: Home) -> None:
    from django.utils import timezone

    today = timezone.localdate()
    assert may("accounts.vouch", home.actor("mother"), home.household)
    household = home.household
    end_residence(by=SYSTEM, residence=home.spells["mother"], until=today)
    assert may("accounts.vouch", home.actor("mother"), household)  # the last day is still theirs
    home.spells["mother"].refresh_from_db()
    type(home.spells["mother"]).objects.filter(pk=home.spells["mother"].pk).update(
        until=today - timedelta(days=1)
    )
    assert not may("accounts.vouch", home.actor("mother"), household)
    assert household_of(home.people["mother"].pk) is None


@pytest.mark.parametrize("kind", ["owner_away", "registered_away"])
def test_who_lives_elsewhere_does_not_belong_to_the_household(home: Home, kind: str) -> None:
    away = home.add("away", "周四", 50, kind=kind)
    assert household_of(away.pk) is None
    assert away.pk not in {m.person.pk for m in members(home.household)}
    assert not may("accounts.vouch", home.actor("away"), home.household)
