"""Terms against a walk through every minute, worked cases, and what must hold for all of them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from chinese_calendar import constants
from hypothesis import given
from hypothesis import strategies as st

from sihe.engines.terms.count import (
    UNITS,
    Hours,
    OutsideCalendar,
    Snapshot,
    add_terms,
    build,
    working_seconds,
)

CHINA = ZoneInfo("Asia/Shanghai")
EARLY = Hours(date(1970, 1, 1), ((540, 720), (780, 1080)))
LATE = Hours(date(2026, 6, 1), ((510, 1050),))  # one span from 8:30 to 17:30 from June on
DAYS = dict.fromkeys(constants.holidays, False) | dict.fromkeys(constants.workdays, True)
CALENDAR = build(DAYS, [EARLY, LATE])
MAKE_UP = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]

moments = st.integers(0, 396 * 24 * 3600 * 10**6).map(
    lambda n: datetime(2025, 12, 20, tzinfo=CHINA) + timedelta(microseconds=n)
)
units = st.sampled_from(UNITS)
amounts = st.integers(min_value=1, max_value=40)


def at(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    """Return a moment on China's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=CHINA)


def end(start: datetime, amount: int, unit: str, calendar: Snapshot = CALENDAR) -> datetime:
    """Return one term's end."""
    return add_terms(calendar, [start], amount, unit)[0]


@pytest.mark.parametrize("month, day", MAKE_UP)
def test_make_up_days_are_worked(month: int, day: int) -> None:
    assert CALENDAR.is_working(date(2026, month, day))
    assert date(2026, month, day).weekday() >= 5


def test_without_the_published_days_make_up_days_would_be_missed() -> None:
    plain = build({}, [EARLY])
    assert not any(plain.is_working(date(2026, m, d)) for m, d in MAKE_UP)


@pytest.mark.parametrize(
    "start, amount, unit, expected",
    [
        (at(11, 23, 10, 30), 2, "hours", at(11, 23, 12, 30)),
        (at(11, 20, 23, 0), 24, "hours", at(11, 21, 23, 0)),
        # the day it begins on is not counted; a last day on which nobody works moves on
        (at(3, 2, 10), 7, "days", at(3, 9, 18)),
        (at(3, 2, 10), 5, "days", at(3, 9, 18)),
        (at(9, 24, 10), 7, "days", at(10, 8, 17, 30)),  # 1 October: the first working day after it
        # a weekend is not counted, a make-up Saturday is
        (at(3, 6, 17, 59), 1, "working_days", at(3, 9, 18)),
        (at(3, 7, 12), 1, "working_days", at(3, 9, 18)),
        (at(2, 13, 12), 1, "working_days", at(2, 14, 18)),
        (at(2, 14, 12), 1, "working_days", at(2, 24, 18)),
        # office time runs on where it stopped
        (at(3, 2, 10, 30), 2, "working_hours", at(3, 2, 13, 30)),
        (at(3, 2, 17, 0), 2, "working_hours", at(3, 3, 10, 0)),
        (at(3, 6, 20, 0), 1, "working_hours", at(3, 9, 10, 0)),
        (at(3, 2, 9, 0), 8, "working_hours", at(3, 2, 18, 0)),
        # office hours of the day on which the term ends
        (at(6, 1, 10), 1, "working_days", at(6, 2, 17, 30)),
    ],
)
def test_worked_cases(start: datetime, amount: int, unit: str, expected: datetime) -> None:
    assert end(start, amount, unit) == expected


def walk(start: datetime, amount: int, unit: str) -> datetime:
    """Find the end by looking at every day and every minute; the oracle."""

    def spans(day: date) -> list[tuple[datetime, datetime]]:
        midnight = datetime(day.year, day.month, day.day, tzinfo=CHINA)
        hours = LATE if day >= LATE.since else EARLY
        worked = DAYS.get(day, day.weekday() < 5)
        return [
            (midnight + timedelta(minutes=a), midnight + timedelta(minutes=b))
            for a, b in (hours.spans if worked else ())
        ]

    if unit == "hours":
        return start + timedelta(hours=amount)
    day = start.astimezone(CHINA).date()
    if unit == "working_hours":
        left = amount * 60
        minute = start.astimezone(CHINA)
        while True:
            now = minute.date()
            for opens, closes in spans(now):
                while opens <= minute < closes:
                    minute, left = minute + timedelta(minutes=1), left - 1
                    if not left:
                        return minute
                if minute < opens:
                    minute = opens
                    while minute < closes:
                        minute, left = minute + timedelta(minutes=1), left - 1
                        if not left:
                            return minute
            minute = datetime(now.year, now.month, now.day, tzinfo=CHINA) + timedelta(days=1)
    if unit == "days":
        day += timedelta(days=amount)
        while not spans(day):
            day += timedelta(days=1)
        return spans(day)[-1][1]
    while amount:
        day += timedelta(days=1)
        amount -= bool(spans(day))
    return spans(day)[-1][1]


@given(moments, amounts, units)
def test_as_a_walk_through_every_minute_says(start: datetime, amount: int, unit: str) -> None:
    whole = start.replace(second=0, microsecond=0)
    assert end(whole, amount, unit) == walk(whole, amount, unit)


@given(moments, moments, amounts, units)
def test_a_later_start_never_ends_earlier(a: datetime, b: datetime, n: int, unit: str) -> None:
    first, second = sorted((a, b))
    assert end(first, n, unit) <= end(second, n, unit)


@given(moments, amounts, units)
def test_a_longer_term_never_ends_earlier(start: datetime, amount: int, unit: str) -> None:
    assert start < end(start, amount, unit) <= end(start, amount + 1, unit)


@given(moments, st.integers(1, 200))
def test_working_time_to_the_end_is_the_term(start: datetime, hours: int) -> None:
    whole = start.replace(microsecond=0)
    assert working_seconds(CALENDAR, whole, end(whole, hours, "working_hours")) == hours * 3600


@given(moments, moments, moments)
def test_working_time_adds_up(a: datetime, b: datetime, c: datetime) -> None:
    a, b, c = (x.replace(microsecond=0) for x in (a, b, c))
    whole = working_seconds(CALENDAR, a, c)
    assert whole == working_seconds(CALENDAR, a, b) + working_seconds(CALENDAR, b, c)


@given(st.lists(moments, min_size=1, max_size=20), amounts, units)
def test_many_at_once_are_as_one_by_one(starts: list[datetime], n: int, unit: str) -> None:
    assert add_terms(CALENDAR, starts, n, unit) == [end(s, n, unit) for s in starts]


@pytest.mark.parametrize("amount, unit", [(0, "days"), (-1, "hours"), (1, "weeks")])
def test_what_is_no_term_is_refused(amount: int, unit: str) -> None:
    with pytest.raises(OutsideCalendar):
        end(at(1, 1), amount, unit)


@pytest.mark.parametrize("unit", UNITS)
def test_the_edges_of_the_calendar_are_refused(unit: str) -> None:
    with pytest.raises(OutsideCalendar):
        end(datetime(2250, 1, 1, tzinfo=UTC), 1, unit)
    with pytest.raises(OutsideCalendar):
        end(datetime(1960, 1, 1, tzinfo=UTC), 1, unit)


@pytest.mark.parametrize("unit", ["working_hours", "days", "working_days"])
def test_a_term_beyond_the_calendar_is_refused(unit: str) -> None:
    with pytest.raises(OutsideCalendar):
        end(at(12, 30, year=2199), 400, unit)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        end(datetime(2026, 1, 1), 1, "hours")  # noqa: DTZ001


@pytest.mark.parametrize(
    "spans", [(), ((720, 540),), ((540, 720), (700, 800)), ((540, 1500),), ((540, 540),)]
)
def test_office_hours_out_of_order_are_refused(spans: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="office hours"):
        Hours(date(2026, 1, 1), spans)
