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
class Noted(Fact):
    """Somebody wrote on a matter; the words are in the note, not here."""

    matter: int
    note: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class Assigned(Fact):
    """A dispatcher gave a matter to a person or a section of the accountable organisation."""

    matter: int
    person: int | None
    section: int | None


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
class MeToo(Fact):
    """Another resident said that the same thing concerns them."""

    matter: int
    reporter: int


@dataclass(frozen=True, kw_only=True)
class Rated(Fact):
    """A resident said whether it was solved and how satisfied they are (1 to 5)."""

    matter: int
    reporter: int
    solved: bool
    satisfaction: int


@dataclass(frozen=True, kw_only=True)
class Merged(Fact):
    """A matter was found to be the same as another one, its root."""

    matter: int
    root: int


@dataclass(frozen=True, kw_only=True)
class Unmerged(Fact):
    """A matter was found not to be the same after all."""

    matter: int
    root: int


@dataclass(frozen=True, kw_only=True)
class PartAdded(Fact):
    """A part of a matter was given to an organisation."""

    matter: int
    part: int
    organisation: int
    compulsory: bool


@dataclass(frozen=True, kw_only=True)
class PartExcused(Fact):
    """A compulsory part need not be done; the reason is on the part."""

    matter: int
    part: int


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
