"""The calendar in the database: edited by who may, warned of where unknown, the same in every process."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from sihe.kernel.access.refusals import Refused
from sihe.kernel.calendar import actions, queries
from sihe.kernel.calendar.models import Day, OfficeHours
from sihe.kernel.facts import RESIDENT, SYSTEM, Actor, fact_class
from sihe.kernel.facts.calendar import DaySet, HoursSet
from sihe.kernel.journal.models import Entry
from sihe.kernel.journal.revisions import bump
from tests.world import World

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 3, 2, 10, 30, tzinfo=CHINA)
FRIDAY = date(2026, 3, 6)


def set_friday_off(by: Actor = SYSTEM) -> None:
    """Give everybody the Friday off."""
    actions.set_day(by=by, day=FRIDAY, working=False, name="示例放假", source="示例通知")


def test_a_day_set_by_hand_changes_terms_and_is_told() -> None:
    before = queries.add_term(MONDAY, 5, "working_days")
    set_friday_off()
    assert (
        queries.add_term(MONDAY, 5, "working_days") - before == datetime.resolution * 86400 * 10**6
    )
    fact = Entry.objects.get(fact=DaySet.name)
    kind = fact_class(fact.fact)
    assert kind and kind.from_payload(fact.payload) == DaySet(day=FRIDAY, working=False)
    actions.release_day(by=SYSTEM, day=FRIDAY)
    assert queries.add_term(MONDAY, 5, "working_days") == before


def test_what_another_process_changes_is_seen_at_the_next_look() -> None:
    assert queries.is_working(FRIDAY)
    with transaction.atomic():  # as another process does it: rows and number, not this copy
        Day.objects.create(date=FRIDAY, working=False, name="示例", source="示例")
        assert queries.is_working(FRIDAY)
        bump(queries.REVISION)
    assert not queries.is_working(FRIDAY)


def test_what_is_rolled_back_never_held() -> None:
    @transaction.atomic
    def broken() -> None:
        set_friday_off()
        assert not queries.is_working(FRIDAY)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert queries.is_working(FRIDAY)


def test_an_unknown_year_warns_and_counts_monday_to_friday() -> None:
    unknown = 2190
    assert queries.unknown_years(date(unknown, 5, 1)) == [unknown]
    start = datetime(unknown, 1, 1, 10, tzinfo=CHINA)  # a Friday
    assert queries.add_term(start, 1, "working_days") == datetime(unknown, 1, 4, 18, tzinfo=CHINA)
    actions.check_year(by=SYSTEM, year=unknown, source="示例通知")
    assert queries.unknown_years(date(unknown, 5, 1)) == []


def test_a_year_that_begins_soon_warns_in_time() -> None:
    assert queries.unknown_years(date(2026, 6, 1)) == []
    assert queries.unknown_years(date(2026, 11, 23)) == [2027]


def test_office_hours_hold_from_their_day() -> None:
    spans = ((510, 690), (780, 1020))
    actions.set_hours(by=SYSTEM, since=date(2026, 3, 4), spans=spans)
    assert queries.add_term(MONDAY, 1, "working_days") == datetime(2026, 3, 3, 18, tzinfo=CHINA)
    assert queries.add_term(MONDAY, 2, "working_days") == datetime(2026, 3, 4, 17, tzinfo=CHINA)
    entry = Entry.objects.get(fact=HoursSet.name)
    assert HoursSet.from_payload(entry.payload).spans == spans


@pytest.mark.parametrize("spans", [((720, 540),), ((1, 2), (3, 4), (5, 6)), ()])
def test_hours_that_make_no_sense_are_refused(spans: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(Refused, match="hours_order"):
        actions.set_hours(by=SYSTEM, since=date(2026, 3, 4), spans=spans)


def test_the_database_itself_refuses_hours_out_of_order() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficeHours.objects.create(since=date(2026, 1, 1), opens=720, closes=540)


def test_who_may_not_edit_is_refused(world: World) -> None:
    for by in (RESIDENT, world.actor("grid_worker"), world.actor("stranger")):
        with pytest.raises(Refused, match="not_allowed"):
            set_friday_off(by)
    set_friday_off(world.actor("leader"))


def test_law_data_needs_its_source() -> None:
    with pytest.raises(Refused, match="day_source_missing"):
        actions.set_day(by=SYSTEM, day=FRIDAY, working=False, name="示例", source=" ")
    with pytest.raises(Refused, match="year_outside"):
        actions.set_day(by=SYSTEM, day=date(9000, 1, 1), working=False, name="x", source="x")


def test_terms_cost_one_query(django_assert_num_queries: Any) -> None:
    queries.add_term(MONDAY, 5, "working_days")
    with django_assert_num_queries(1):
        queries.add_terms([MONDAY] * 500, 5, "working_days")
