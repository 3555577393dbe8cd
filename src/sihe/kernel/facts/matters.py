"""What happened to matters. `matter` is always the matter's id."""

from dataclasses import dataclass
from datetime import datetime

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class Reported(Fact):
    """A matter came in and got its code; `state` is the state that it began in."""

    matter: int
    state: str
    source: str
    category: int | None
    accountable: int
    triage_reason: str
    settled: bool = False


@dataclass(frozen=True, kw_only=True)
class Moved(Fact):
    """A matter changed state by a named move; `note` is the note that says why, if any."""

    matter: int
    move: str
    source: str
    target: str
    accountable: int
    note: int | None = None


@dataclass(frozen=True, kw_only=True)
class Categorised(Fact):
    """A person set or corrected the category."""

    matter: int
    old: int | None
    new: int


@dataclass(frozen=True, kw_only=True)
class Located(Fact):
    """A person set or corrected the place."""

    matter: int
    street: int | None
    grid: int | None
    building: int | None


@dataclass(frozen=True, kw_only=True)
class DueChanged(Fact):
    """The deadline of a matter was moved by a person."""

    matter: int
    old: datetime | None
    new: datetime
    note: int


@dataclass(frozen=True, kw_only=True)
class Escalated(Fact):
    """A deadline is near (level 1), past (2) or long past (3)."""

    matter: int
    level: int
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class BroughtIn(Fact):
    """A matter of the past came with an imported file, in the state that it had there."""

    matter: int
    state: str
    category: int | None
    accountable: int
    triage_reason: str
    batch: int


@dataclass(frozen=True, kw_only=True)
class TakenOut(Fact):
    """A matter that nobody had touched went away with the import that had brought it."""

    matter: int
    batch: int
