"""The sample street as a whole: its size, its states, once only, all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker, Settings

from sihe.interaction.handovers.models import Handover, HandoverState
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter, Reporter
from sihe.interaction.matters.queries import visible_to
from sihe.kernel.facts import SYSTEM
from sihe.kernel.journal.models import Entry, Revision
from sihe.kernel.journal.queries import first_broken
from sihe.kernel.organisations.actions import enter_organisation
from sihe.kernel.organisations.models import Kind, Organisation
from sihe.kernel.organisations.queries import actor_of
from sihe.kernel.people.models import Account, Household, Residence, ResidenceKind
from sihe.kernel.places.models import Area, Level
from sihe.project.sample import loading, plan, reading
from sihe.project.sample.loading import Loaded, load

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
pytestmark = pytest.mark.slow


class _Undo(Exception):
    """Takes back what a module-wide fixture wrote."""


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Loaded]:
    """Load the whole street once for all tests of this file, and take it back afterwards."""
    from django.conf import settings

    was, settings.DEMO = settings.DEMO, True
    with django_db_blocker.unblock():
        try:
            # what founds the street is recorded at the moment of loading: that is NOW, whenever this runs
            with transaction.atomic(), time_machine.travel(NOW, tick=False):
                yield load(now=NOW)
                raise _Undo
        except _Undo:
            pass
    settings.DEMO = was
    for kept in _kept():
        kept.forget()


def _kept() -> list[Any]:
    from sihe.interaction.locating.names import kept as names
    from sihe.kernel.responsibilities.snapshot import kept as snapshot

    return [names, snapshot]


def test_size(loaded: Loaded) -> None:
    assert loaded.organisations == Organisation.objects.count() == 30
    assert 3_200 <= loaded.households == Household.objects.count() <= 3_700
    assert 1_500 <= loaded.matters == Matter.objects.count() <= 1_700
    levels = Counter(Area.objects.values_list("level", flat=True))
    assert (levels[Level.COMMUNITY], levels[Level.GRID], levels[Level.BUILDING]) == (3, 12, 58)
    kinds = set(Residence.objects.values_list("kind", flat=True))
    assert kinds == set(ResidenceKind.values)
    assert Residence.objects.filter(until__isnull=False).count() > 50


def test_every_state_is_there(loaded: Loaded) -> None:
    found = set(Matter.objects.values_list("state", flat=True))
    assert found == set(states.LABELS)
    assert set(Handover.objects.values_list("state", flat=True)) >= {
        HandoverState.OFFERED, HandoverState.ACCEPTED, HandoverState.DECLINED, HandoverState.COUNTERED,
    }  # fmt: skip
    late = Matter.objects.filter(due_at__lt=NOW, state__in=states.IN_HAND)
    assert late.exists()
    assert Matter.objects.filter(reopened__gt=0).exists()
    assert Matter.objects.filter(parent__isnull=False).exists()
    assert Reporter.objects.filter(me_too=True).exists()
    assert Reporter.objects.filter(satisfaction__isnull=False).count() > 100


def test_two_in_five_are_settled_at_once(loaded: Loaded) -> None:
    at_once = Matter.objects.filter(settled_at_once=True)
    assert at_once.count() / loaded.matters >= 0.4
    assert not Handover.objects.filter(matter__in=at_once).exists()


def test_texts_do_not_repeat(loaded: Loaded) -> None:
    texts = Counter(Matter.objects.filter(parent__isnull=True).values_list("text", flat=True))
    assert sum(n - 1 for n in texts.values()) <= loaded.matters * 0.01
    assert not Matter.objects.filter(text__contains="{").exists()
    assert not Matter.objects.filter(answer__contains="{").exists()


def test_matters_lie_in_the_half_year_and_where_they_should(loaded: Loaded) -> None:
    times = list(Matter.objects.order_by("created_at").values_list("created_at", flat=True))
    assert NOW - timedelta(days=plan.DAYS + 1) <= times[0] and times[-1] <= NOW
    assert not Matter.objects.filter(street__isnull=True).exists()
    hours = Counter(t.astimezone(NOW.tzinfo).hour for t in times)
    assert sum(hours[h] for h in range(8, 20)) > 4 * sum(hours[h] for h in range(6))
    assert not Entry.objects.filter(at__gt=NOW).exists()
    reported = (
        Entry.objects.filter(fact="matters.Moved").order_by("seq").values_list("at", flat=True)
    )
    assert list(reported) == sorted(reported)  # the journal tells it in the order of time


def test_the_chain_is_sound(loaded: Loaded) -> None:
    assert first_broken() is None


def test_a_second_time_does_nothing(loaded: Loaded) -> None:
    before = (Matter.objects.count(), Entry.objects.count())
    assert load(now=NOW) == Loaded()
    call_command("sample")
    assert (Matter.objects.count(), Entry.objects.count()) == before


def test_every_persona_signs_in_and_has_something_to_see(loaded: Loaded) -> None:
    for persona in reading.personas():
        account = Account.objects.get(username=persona.username)
        actor = actor_of(account.person_id)
        assert actor is not None, persona.username
        if persona.username != "admin":
            assert visible_to(actor).exists(), persona.username


def test_nobody_accountable_is_missing(loaded: Loaded) -> None:
    owned = Matter.objects.filter(accountable__isnull=False).count()
    assert owned == loaded.matters


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "COUNT", 40)
    monkeypatch.setattr(loading, "showcase", lambda planner, rng, now: [])


def _picture() -> list[tuple[object, ...]]:
    columns = ("text", "state", "created_at", "due_at", "answer", "category__code", "place_words",
               "accountable__name", "building__sign")  # fmt: skip
    return list(Matter.objects.order_by("created_at", "text").values_list(*columns))


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_street(small: None, settings: Settings) -> None:
    settings.DEMO = False
    pictures = []
    for seed in (7, 7, 8):
        try:
            with transaction.atomic():
                load(seed=seed, now=NOW)
                pictures.append(_picture())
                assert not Account.objects.exists()  # sign-ins only in the demo
                raise _Undo
        except _Undo:
            for kept in _kept():
                kept.forget()
    assert pictures[0] == pictures[1] != pictures[2]


@pytest.mark.django_db
def test_all_or_nothing(small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "run", stop)
    with pytest.raises(KeyboardInterrupt):
        load(now=NOW)
    assert not Organisation.objects.exists() and not Area.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_database_with_organisations_of_its_own_is_left_alone() -> None:
    enter_organisation(by=SYSTEM, kind=Kind.STREET_OFFICE, name="某街道办事处", short_name="某街道")
    revisions = Revision.objects.count()
    with pytest.raises(CommandError, match="empty"):
        call_command("sample")
    assert Organisation.objects.count() == 1 and Revision.objects.count() == revisions
