"""What happened to responsibilities and phases."""

from dataclasses import dataclass
from datetime import date, datetime

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class MatrixPublished(Fact):
    """A version of the responsibility matrix came into force."""

    matrix: int
    lines: int
    since: datetime


@dataclass(frozen=True, kw_only=True)
class RuleBroken(Fact):
    """A line of the matrix could not be followed; `reason` is a triage reason code."""

    category: int | None
    responsibility: int | None
    street: int | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class PhaseDeclared(Fact):
    """An area entered a phase for a time."""

    area: int
    phase: str
    since: datetime
    until: datetime


@dataclass(frozen=True, kw_only=True)
class NumberSet(Fact):
    """A number of the rules got a value from a day on."""

    number: str
    value: int
    since: date


@dataclass(frozen=True, kw_only=True)
class CategoriesEntered(Fact):
    """So many kinds of matter were entered."""

    number: int
