"""What happened to posts and to those who hold them. All fields are ids, counts and codes."""

from dataclasses import dataclass
from datetime import date

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class PostOpened(Fact):
    """A post was opened with so many seats."""

    post: int
    seats: int


@dataclass(frozen=True, kw_only=True)
class PostChanged(Fact):
    """A post was renamed or has another number of seats."""

    post: int
    seats: int


@dataclass(frozen=True, kw_only=True)
class PostClosed(Fact):
    """A post ended; nobody held it any more."""

    post: int


@dataclass(frozen=True, kw_only=True)
class SubCommitteeSet(Fact):
    """A sub-committee was set up, or ended (`open` false)."""

    part: int
    open: bool


@dataclass(frozen=True, kw_only=True)
class HoldingBegun(Fact):
    """A person took a seat, for a term where there is one; `renewed`: the same person went on."""

    holding: int
    post: int
    term_until: date | None
    renewed: bool = False


@dataclass(frozen=True, kw_only=True)
class HoldingEnded(Fact):
    """A person left a seat, for a reason by code; the seat is vacant from then on."""

    holding: int
    post: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class TermNear(Fact):
    """A term ends soon, or is over without an election (`over`)."""

    holding: int
    organisation: int
    term_until: date
    over: bool
