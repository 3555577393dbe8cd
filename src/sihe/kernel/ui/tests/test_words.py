"""Moments in words, with midnight seen from Shanghai and from elsewhere."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sihe.kernel.ui import words


def at(text: str) -> datetime:
    """Return a moment on the Shanghai clock."""
    return datetime.fromisoformat(text).replace(tzinfo=words.ZONE)


NOW = at("2026-11-24 10:00")
"""A Tuesday."""


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    with translation.override("zh-hans"):
        yield


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-24 15:00", "今天 15:00"),
        ("2026-11-24 00:00", "今天 0:00"),
        ("2026-11-24 23:59", "今天 23:59"),
        ("2026-11-23 23:59", "昨天 23:59"),
        ("2026-11-23 09:05", "昨天 9:05"),
        ("2026-11-22 23:59", "2天前"),
        ("2026-11-21 12:00", "3天前"),
        ("2026-11-18 00:00", "6天前"),
        ("2026-11-17 23:59", "11月17日 周二"),
        ("2026-11-25 00:00", "明天 0:00"),
        ("2026-11-25 18:00", "明天 18:00"),
        ("2026-11-26 00:00", "周四"),
        ("2026-11-29 23:59", "周日"),
        ("2026-11-30 00:00", "11月30日 周一"),
        ("2026-01-02 08:00", "1月2日 周五"),
        ("2025-03-01 08:00", "2025年3月1日"),
        ("2027-01-01 00:00", "2027年1月1日"),
    ],
)
def test_when(moment: str, said: str) -> None:
    assert words.when(at(moment), NOW) == said


def test_yesterday_crosses_the_year() -> None:
    assert words.when(at("2025-12-31 23:30"), at("2026-01-01 00:10")) == "昨天 23:30"


def test_on_sunday_the_next_monday_is_tomorrow_and_no_weekday_is_left() -> None:
    sunday = at("2026-11-29 12:00")
    assert words.when(at("2026-11-30 08:00"), sunday) == "明天 8:00"
    assert words.when(at("2026-12-01 08:00"), sunday) == "12月1日 周二"


def test_the_day_is_that_of_shanghai_whatever_the_zone() -> None:
    late = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    assert words.when(late, NOW) == "今天 0:00"
    assert words.when(late - timedelta(minutes=1), NOW.astimezone(UTC)) == "昨天 23:59"


def test_naive_moments_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        words.when(NOW.replace(tzinfo=None), NOW)


def test_full_names_everything() -> None:
    assert words.full(at("2026-11-27 18:00")) == "2026年11月27日 周五 18:00"


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(0), "还剩 不到 1 分钟"),
        (timedelta(seconds=59), "还剩 不到 1 分钟"),
        (timedelta(minutes=40), "还剩 40 分钟"),
        (timedelta(minutes=59, seconds=59), "还剩 59 分钟"),
        (timedelta(hours=3, minutes=50), "还剩 3 小时"),
        (timedelta(hours=23, minutes=59), "还剩 23 小时"),
        (timedelta(hours=47), "还剩 1 天"),
        (timedelta(seconds=-1), "超时 不到 1 分钟"),
        (timedelta(hours=-2, minutes=-30), "超时 2 小时"),
        (timedelta(days=-2), "超时 2 天"),
    ],
)
def test_left(ahead: timedelta, said: str) -> None:
    assert words.left(NOW + ahead, NOW) == said


@pytest.mark.parametrize(
    ("due", "tone", "said"),
    [
        ("2026-11-24 08:00", "late", "超时 2 小时"),
        ("2026-11-24 10:00", "soon", "还剩 不到 1 分钟"),
        ("2026-11-24 13:59", "soon", "还剩 3 小时"),
        ("2026-11-24 14:00", "soon", "今天 14:00"),
        ("2026-11-24 23:59", "soon", "今天 23:59"),
        ("2026-11-25 00:00", "ok", "明天 0:00"),
        ("2026-11-26 09:00", "ok", "11月26日 周四"),
        ("2026-11-27 09:00", "ok", "11月27日 周五"),
        ("2027-02-01 09:00", "ok", "2027年2月1日"),
    ],
)
def test_deadline(due: str, tone: str, said: str) -> None:
    assert words.deadline(at(due), NOW) == (tone, said)


def test_a_deadline_just_after_midnight_is_a_span_not_a_day() -> None:
    assert words.deadline(at("2026-11-25 01:00"), at("2026-11-24 23:00")) == ("soon", "还剩 2 小时")


def test_kept() -> None:
    assert words.kept(NOW, NOW) == "按时办完"
    assert words.kept(NOW, NOW + timedelta(hours=2)) == "晚了 2 小时办完"


@given(st.integers(-(10**7), 10**7))
def test_tone_is_late_exactly_when_the_deadline_has_passed(seconds: int) -> None:
    tone, said = words.deadline(NOW + timedelta(seconds=seconds), NOW)
    assert (tone == "late") == (seconds < 0)
    assert ("超时" in said) == (seconds < 0)


@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.dates(date(2020, 1, 1), date(2030, 12, 31))
)
def test_a_bare_weekday_is_ahead_and_in_the_running_week(day: date, today: date) -> None:
    said = words.on_day(day, today)
    assert said
    if said.startswith("周"):
        assert day > today
        assert day.isocalendar()[:2] == today.isocalendar()[:2]
