"""Reading the calendar: terms, working time, and what is known of a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from sihe.engines.terms import count as terms
from sihe.engines.terms import published
from sihe.kernel.calendar.models import Day, OfficeHours, Year
from sihe.kernel.journal.revisions import Kept

REVISION = "calendar"
ORDINARY_HOURS = terms.Hours(date(1970, 1, 1), ((9 * 60, 12 * 60), (13 * 60, 18 * 60)))
"""Until an office sets its own: 9:00-12:00 and 13:00-18:00, eight hours a day."""
LOOK_AHEAD = timedelta(days=90)
"""Terms run at most about this far, so a year that begins within it has to be known."""


@dataclass(frozen=True)
class _Loaded:
    snapshot: terms.Snapshot
    known: frozenset[int]
    by_hand: dict[date, Day]


def _load() -> _Loaded:
    by_hand = {day.date: day for day in Day.objects.all()}
    exceptions = {day: working for day, (working, _name) in published.days().items()}
    exceptions |= {date_: day.working for date_, day in by_hand.items()}
    hours = {ORDINARY_HOURS.since: ORDINARY_HOURS}
    hours |= {row.since: terms.Hours(row.since, spans_of(row)) for row in OfficeHours.objects.all()}
    known = published.years() | set(Year.objects.values_list("year", flat=True))
    return _Loaded(terms.build(exceptions, list(hours.values())), frozenset(known), by_hand)


_kept = Kept(REVISION, _load)


def spans_of(row: OfficeHours) -> terms.Spans:
    """Return the spans of one row of office hours."""
    morning = (row.opens, row.closes)
    if row.opens_again is None or row.closes_again is None:
        return (morning,)
    return (morning, (row.opens_again, row.closes_again))


def add_term(
    start: datetime, amount: int, unit: str, *, present: dict[str, int] | None = None
) -> datetime:
    """Return when a term of `amount` (at least 1) `unit` ends; `terms` says how each unit is counted.

    One small query unless `present`, the answer of `journal.revisions.numbers`, is at hand. A year
    that nobody has published yet counts Monday to Friday; `unknown_years` warns of it.

    Raises:
        OutsideCalendar: amount below 1, an unknown unit, or an end outside 1970-2199.
    """
    return terms.add_terms(_kept.get(present).snapshot, [start], amount, unit)[0]


def add_terms(starts: Sequence[datetime], amount: int, unit: str) -> list[datetime]:
    """Return the ends of one term from many starts; 100,000 take well under a second."""
    return terms.add_terms(_kept.get().snapshot, starts, amount, unit)


def working_seconds(start: datetime, end: datetime) -> int:
    """Return the seconds of office time between two moments."""
    return terms.working_seconds(_kept.get().snapshot, start, end)


def is_working(day: date) -> bool:
    """Tell whether a day is worked."""
    return _kept.get().snapshot.is_working(day)


def unknown_years(on: date | None = None) -> list[int]:
    """Return the years that terms may reach from a day (default today) and nobody has published yet."""
    first = on or timezone.localdate()
    last = first + LOOK_AHEAD
    known = _kept.get().known
    return [year for year in range(first.year, last.year + 1) if year not in known]


def is_known(year: int) -> bool:
    """Tell whether the holidays of a year are published, or checked by the office."""
    return year in _kept.get().known


@dataclass(frozen=True)
class ShownDay:
    """A day that differs from Monday to Friday, or was set by hand, for the calendar's page."""

    date: date
    working: bool
    name: str
    source: str
    by_hand: bool


def special_days(year: int) -> list[ShownDay]:
    """Return the days of a year that are not simply Monday to Friday, in order."""
    shown = {
        day: ShownDay(day, working, name, published.SOURCE, False)
        for day, (working, name) in published.days().items()
    }
    shown |= {
        day: ShownDay(day, row.working, row.name, row.source, True)
        for day, row in _kept.get().by_hand.items()
    }
    return [shown[day] for day in sorted(shown) if day.year == year]
