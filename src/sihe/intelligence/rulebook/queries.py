"""What the pages of the rule book show, and what the desks are told of it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.cache import cache

from sihe.kernel.calendar.models import OfficeHours
from sihe.kernel.calendar.queries import ORDINARY_HOURS, spans_of, unknown_years

UNKNOWN: Final = "rulebook-unknown-years"
AGE: Final = 600  # seconds


@dataclass(frozen=True)
class ShownHours:
    """Office hours from a day on, in words: 9:00-12:00，13:00-18:00."""

    since: date
    words: str


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
    found: list[int] = cache.get_or_set(UNKNOWN, unknown_years, AGE)
    return found


def look_again() -> None:
    """Let the desks look anew: a year has been filled in."""
    cache.delete(UNKNOWN)
