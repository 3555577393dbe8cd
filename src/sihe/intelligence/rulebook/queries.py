"""What the pages of the rule book show, and what the desks are told of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.cache import cache

from sihe.kernel.calendar.models import OfficeHours
from sihe.kernel.calendar.queries import ORDINARY_HOURS, spans_of, unknown_years
from sihe.kernel.responsibilities.models import Number

UNKNOWN: Final = "rulebook-unknown-years"
AGE: Final = 600  # seconds


@dataclass(frozen=True)
class ShownHours:
    """Office hours from a day on, in words: 9:00-12:00，13:00-18:00."""

    since: date
    words: str


@dataclass(frozen=True)
class DatedNumber:
    """A number of the rules: what holds now, what is to come (soonest first), what held before."""

    name: str
    meaning: str
    unit: str
    now: Number | None
    coming: list[Number]
    before: list[Number]


def dated_numbers(today: date) -> list[DatedNumber]:
    """Return every number of the rules, in the order of their names; one query."""
    rows: dict[str, list[Number]] = defaultdict(list)
    for row in Number.objects.order_by("name", "-since"):
        rows[row.name].append(row)
    return [_dated(name, values, today) for name, values in rows.items()]


def _dated(name: str, values: list[Number], today: date) -> DatedNumber:
    begun = [row for row in values if row.since <= today]
    coming = [row for row in reversed(values) if row.since > today]
    last = values[0]
    return DatedNumber(
        name, last.meaning, last.unit, begun[0] if begun else None, coming, begun[1:]
    )


def office_hours() -> list[ShownHours]:
    """Return the office hours, the newest first."""
    hours = {ORDINARY_HOURS.since: ORDINARY_HOURS.spans}
    hours |= {row.since: spans_of(row) for row in OfficeHours.objects.all()}
    return [
        ShownHours(since, "，".join(_span(*span) for span in spans))
        for since, spans in sorted(hours.items(), reverse=True)
    ]


def _span(opens: int, closes: int) -> str:
    return "-".join(f"{at // 60}:{at % 60:02d}" for at in (opens, closes))


def years_to_fill() -> list[int]:
    """Return the years of which desks warn; at most ten minutes old, so that a desk asks no table for it."""
    return cache.get_or_set(UNKNOWN, unknown_years, AGE) or []


def look_again() -> None:
    """Let the desks look anew: a year has been filled in."""
    cache.delete(UNKNOWN)
