"""Listeners hear each fact at least once and in order, also past a failing one."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from sihe.kernel.facts import Fact
from sihe.kernel.facts.privacy import Swept
from sihe.kernel.journal import listening
from sihe.kernel.journal.courier import BATCH, deliver
from sihe.kernel.journal.listening import listens
from sihe.kernel.journal.models import Cursor, Entry, Mention
from sihe.kernel.journal.tests.happenings import THING, Counted, count

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_other_listeners(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "_listeners", {})


class Ear:
    """A listener that can be told to fail on a number; what it hears is a row, as real ones write."""

    def __init__(self, name: str) -> None:
        self.heard: list[int] = []
        self.fails_on: int | None = None

        def hear(fact: Fact, entry: Entry) -> None:
            assert isinstance(fact, Counted)
            if fact.count == self.fails_on:
                Mention.objects.create(entry=entry, kind=f"half-{name}", object_id=1)
                raise ValueError("示例故障")
            self.heard.append(fact.count)

        hear.__name__ = name
        listens(Counted)(hear)


def test_everything_is_heard_once_and_in_order() -> None:
    ear = Ear("ear")
    numbers = list(range(2 * BATCH + 7))
    count(*numbers)
    assert deliver() == len(numbers) and ear.heard == numbers
    assert deliver() == 0
    count(5)
    assert deliver() == 1 and ear.heard[-1] == 5


def test_a_listener_of_a_later_version_hears_only_what_happens_from_then_on() -> None:
    old = Ear("old")
    count(1, 2)
    deliver()
    new = Ear("new")
    deliver()
    count(3)
    deliver()
    assert (old.heard, new.heard) == ([1, 2, 3], [3])


def test_a_fresh_installation_hears_from_the_first_fact_on() -> None:
    count(1)
    one, two = Ear("one"), Ear("two")
    deliver()
    assert one.heard == two.heard == [1]


def test_a_listener_hears_only_its_facts_but_passes_the_others() -> None:
    ear = Ear("ear")

    def other(fact: Fact, entry: Entry) -> None:
        raise AssertionError("not for me")

    listens(Swept)(other)
    last = count(1, 2)
    deliver()
    assert ear.heard == [1, 2]
    assert set(Cursor.objects.values_list("seq", flat=True)) == {last}


def test_a_failing_listener_keeps_its_place_and_holds_up_no_other() -> None:
    bad, good = Ear("bad"), Ear("good")
    bad.fails_on = 2
    count(1, 2, 3)
    deliver()
    assert bad.heard == [1] and good.heard == [1, 2, 3]
    cursor = Cursor.objects.get(listener__endswith="bad")
    assert cursor.seq == 1 and cursor.failures == 1 and "示例故障" in cursor.trouble
    assert not Mention.objects.filter(kind="half-bad").exists()  # its half work is gone


def test_it_is_tried_again_later_at_growing_distance_and_goes_on_in_order() -> None:
    bad = Ear("bad")
    bad.fails_on = 2
    count(1, 2, 3)
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        deliver()
        first = Cursor.objects.get().next_try
        assert first is not None and deliver() == 0 and Cursor.objects.get().failures == 1
        clock.move_to(first + timedelta(seconds=1))
        deliver()
        again = Cursor.objects.get().next_try
        assert again is not None and again - clock_now() > first - start
        bad.fails_on = None
        clock.move_to(again + timedelta(seconds=1))
        deliver()
    assert bad.heard == [1, 2, 3]
    cursor = Cursor.objects.get()
    assert (cursor.failures, cursor.trouble, cursor.next_try) == (0, "", None)


def clock_now() -> datetime:
    """Return the present moment of the travelling clock."""
    return timezone.now()


def test_a_limit_is_kept_and_nothing_is_lost() -> None:
    ear = Ear("ear")
    count(*range(10))
    assert [deliver(limit=4) for _ in range(4)] == [4, 4, 2, 0]
    assert ear.heard == list(range(10))


def test_two_functions_of_one_name_are_an_error() -> None:
    Ear("twin")
    with pytest.raises(ValueError, match="two listeners"):
        Ear("twin")


def test_facts_about_a_thing_are_untouched_by_delivery() -> None:
    Ear("ear")
    count(1)
    before = list(Mention.objects.filter(kind=THING.kind).values_list("entry", flat=True))
    deliver()
    assert list(Mention.objects.filter(kind=THING.kind).values_list("entry", flat=True)) == before
