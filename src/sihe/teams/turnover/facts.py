"""What happened to who stands in for whom, to what is handed over, to keys and to ways of signing in."""

from dataclasses import dataclass
from datetime import date

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class LeavePlanned(Fact):
    """A colleague will stand in for somebody, from day to day."""

    leave: int
    person: int
    deputy: int
    since: date
    until: date


@dataclass(frozen=True, kw_only=True)
class LeaveBegun(Fact):
    """The first day has come."""

    leave: int


@dataclass(frozen=True, kw_only=True)
class LeaveEnded(Fact):
    """Work is back with its owner; `early`: before the last day, or before the first."""

    leave: int
    early: bool


@dataclass(frozen=True, kw_only=True)
class DeputyChanged(Fact):
    """Another colleague stands in from now on."""

    leave: int
    deputy: int


@dataclass(frozen=True, kw_only=True)
class LeavingBegun(Fact):
    """Somebody is leaving a post and hands over what they hold; `called_off`: they stay after all."""

    departure: int
    person: int
    organisation: int
    called_off: bool


@dataclass(frozen=True, kw_only=True)
class Passed(Fact):
    """Things of one kind were offered to a named colleague, or given at once by who may."""

    departure: int
    kind: str
    items: tuple[int, ...]
    receiver: int
    at_once: bool


@dataclass(frozen=True, kw_only=True)
class PassingAnswered(Fact):
    """The receiver signed for things, or would not take them."""

    departure: int
    items: tuple[int, ...]
    taken: bool


@dataclass(frozen=True, kw_only=True)
class PostLeft(Fact):
    """Everything is handed over; the mandates have ended, and the account if it was closed."""

    departure: int
    person: int
    organisation: int
    account_closed: bool


@dataclass(frozen=True, kw_only=True)
class KeyGiven(Fact):
    """A key or a device is with this person now; nobody: it is back in the office."""

    item: int
    person: int | None


@dataclass(frozen=True, kw_only=True)
class ReissueAsked(Fact):
    """A colleague vouches that somebody who cannot sign in stands before them."""

    reissue: int
    person: int


@dataclass(frozen=True, kw_only=True)
class Reissued(Fact):
    """A second colleague vouched, too: a start password was given out, the second step is off."""

    reissue: int
    person: int


@dataclass(frozen=True, kw_only=True)
class StartPasswordChanged(Fact):
    """The person chose a password of their own in place of the start password."""

    reissue: int
    person: int
