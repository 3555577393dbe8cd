"""What happened to the calendar."""

from dataclasses import dataclass
from datetime import date

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class DaySet(Fact):
    """A day was set by hand to be worked or not."""

    day: date
    working: bool


@dataclass(frozen=True, kw_only=True)
class DayReleased(Fact):
    """A day set by hand counts again as published."""

    day: date


@dataclass(frozen=True, kw_only=True)
class YearChecked(Fact):
    """A year was checked against the published arrangement."""

    year: int


@dataclass(frozen=True, kw_only=True)
class HoursSet(Fact):
    """Office hours were set from a day on; spans in minutes after midnight."""

    since: date
    spans: tuple[tuple[int, int], ...]
