"""Arithmetic of terms on an immutable calendar; no database, no clock.

How a term is counted (Civil Code, General Part, arts. 200-204, which leave room for special rules):

- `hours` n: runs from the moment itself (art. 201): the same moment n hours later, day and night.
- `days` n: the day it begins on is not counted (art. 201); the n-th day after it is the last one. If
  nobody works on that day, the next working day is (art. 203). It ends when the office closes on the
  last day (art. 203: "where there are business hours, when business stops").
- `working_days` n: the n-th working day after the day it begins on, until the office closes.
- `working_hours` n: n hours of office time from the moment on; what lies outside does not count.

All moments are aware. Days and hours are those of China (UTC+8, no summer time). Computing a term takes
O(log days); everything that can be added up beforehand is a prefix sum over the days of the calendar.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2199
DAY: Final = 24 * 3600 * 1_000_000
MINUTE: Final = 60 * 1_000_000
HOUR: Final = 60 * MINUTE
AHEAD: Final = 8 * HOUR  # China's clock is ahead of UTC by this
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
UNITS: Final = ("hours", "working_hours", "days", "working_days")

Numbers = NDArray[np.int64]
Spans = tuple[tuple[int, int], ...]


class OutsideCalendar(ValueError):
    """A moment before 1970 or after 2199, or a term of less than one unit or of an unknown unit."""


@dataclass(frozen=True)
class Hours:
    """Office hours from a day on: spans in minutes after midnight, in order, not touching."""

    since: date
    spans: Spans

    def __post_init__(self) -> None:
        edges = [edge for span in self.spans for edge in span]
        if not edges or any(a >= b for a, b in pairwise(edges)):
            raise ValueError(f"office hours from {self.since}: {self.spans} are not in order")
        if edges[0] < 0 or edges[-1] > 24 * 60:
            raise ValueError(f"office hours from {self.since}: {self.spans} leave the day")


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One state of the calendar. Arrays run over the days from 1970-01-01 to 2199-12-31.

    works: (days,) bool. which: (days,) index into `hours`. worked: (days + 1,) working time before
    each day in microseconds. counted: (days + 1,) working days before each day. numbers: the days
    that are worked. closes: (days,) microseconds after midnight at which the office closes.
    """

    works: NDArray[np.bool_]
    which: Numbers
    hours: tuple[Hours, ...]
    worked: Numbers
    counted: Numbers
    numbers: Numbers
    closes: Numbers

    def is_working(self, day: date) -> bool:
        """Tell whether a day is worked."""
        return bool(self.works[_number(day)])


def build(exceptions: Mapping[date, bool], hours: Sequence[Hours]) -> Snapshot:
    """Build a snapshot: Monday to Friday are worked, except as `exceptions` (day: worked) say.

    `hours` are dated; the earliest also holds for the days before it.
    """
    if not hours:
        raise ValueError("a calendar needs office hours")
    size = (date(LAST_YEAR + 1, 1, 1) - date(1970, 1, 1)).days
    works = (np.arange(size) + 3) % 7 < 5  # 1970-01-01 was a Thursday
    for day, worked in exceptions.items():
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            works[_number(day)] = worked
    ordered = tuple(sorted(hours, key=lambda h: h.since))
    starts = np.array([_number(h.since) for h in ordered[1:]], dtype=np.int64)
    which = np.searchsorted(starts, np.arange(size), side="right").astype(np.int64)
    lengths = np.array([sum(b - a for a, b in h.spans) * MINUTE for h in ordered], dtype=np.int64)
    ends = np.array([h.spans[-1][1] * MINUTE for h in ordered], dtype=np.int64)
    return Snapshot(
        works=works,
        which=which,
        hours=ordered,
        worked=np.concatenate([[0], np.cumsum(np.where(works, lengths[which], 0))]),
        counted=np.concatenate([[0], np.cumsum(works)]).astype(np.int64),
        numbers=np.flatnonzero(works).astype(np.int64),
        closes=ends[which],
    )


def add_terms(
    calendar: Snapshot, starts: Sequence[datetime], amount: int, unit: str
) -> list[datetime]:
    """Return the end of a term for each start, in UTC; see the module's docstring for the units.

    Raises:
        OutsideCalendar: amount below 1, an unknown unit, or a moment outside 1970-2199.
    """
    if amount < 1 or unit not in UNITS:
        raise OutsideCalendar(f"no term of {amount} {unit}")
    if not starts:
        return []
    moments = np.array([_moment(start) for start in starts], dtype=np.int64)
    if moments.min() < 0 or moments.max() >= len(calendar.works) * DAY:
        raise OutsideCalendar(f"a start lies outside {FIRST_YEAR}-{LAST_YEAR}")
    try:
        ends = RULES[unit](calendar, moments, amount)
    except IndexError:
        raise OutsideCalendar(f"{amount} {unit} end after {LAST_YEAR}") from None
    return [EPOCH + timedelta(microseconds=int(end) - AHEAD) for end in ends]


def working_seconds(calendar: Snapshot, start: datetime, end: datetime) -> int:
    """Return the whole seconds of office time between two moments; negative when `end` is earlier."""
    sums = _worked_until(calendar, np.array([_moment(start), _moment(end)], dtype=np.int64))
    return int(sums[1] - sums[0]) // 1_000_000


def _hours(calendar: Snapshot, moments: Numbers, amount: int) -> Numbers:
    return moments + amount * HOUR


def _days(calendar: Snapshot, moments: Numbers, amount: int) -> Numbers:
    last = moments // DAY + amount
    return _close(calendar, calendar.numbers[calendar.counted[last]])


def _working_days(calendar: Snapshot, moments: Numbers, amount: int) -> Numbers:
    passed = calendar.counted[moments // DAY + 1]
    return _close(calendar, calendar.numbers[passed + amount - 1])


def _working_hours(calendar: Snapshot, moments: Numbers, amount: int) -> Numbers:
    wanted = _worked_until(calendar, moments) + amount * HOUR
    days = np.searchsorted(calendar.worked, wanted, side="left") - 1
    rest = wanted - calendar.worked[days]
    ends = np.zeros_like(moments)
    for kind, hours in enumerate(calendar.hours):
        of_kind = calendar.which[days] == kind
        missing = rest[of_kind]
        at = np.zeros_like(missing)
        for opens, closes in hours.spans:
            length = (closes - opens) * MINUTE
            at = np.where(missing > 0, opens * MINUTE + np.minimum(missing, length), at)
            missing = missing - length
        ends[of_kind] = days[of_kind] * DAY + at
    return ends


RULES: Final[dict[str, Callable[[Snapshot, Numbers, int], Numbers]]] = {
    "hours": _hours,
    "days": _days,
    "working_days": _working_days,
    "working_hours": _working_hours,
}


def _worked_until(calendar: Snapshot, moments: Numbers) -> Numbers:
    days = np.clip(moments // DAY, 0, len(calendar.works) - 1)
    within = np.zeros_like(moments)
    for kind, hours in enumerate(calendar.hours):
        since_midnight = moments - days * DAY
        passed = sum(
            np.clip(since_midnight - a * MINUTE, 0, (b - a) * MINUTE) for a, b in hours.spans
        )
        within = np.where(calendar.works[days] & (calendar.which[days] == kind), passed, within)
    return calendar.worked[days] + within


def _close(calendar: Snapshot, days: Numbers) -> Numbers:
    return days * DAY + calendar.closes[days]


def _moment(at: datetime) -> int:
    if at.tzinfo is None:
        raise ValueError(f"{at!r} has no time zone")
    return (at - EPOCH) // MICROSECOND + AHEAD


def _number(day: date) -> int:
    return (day - date(1970, 1, 1)).days
