"""What happened to what a leaver hands over."""

from dataclasses import dataclass

from sihe.kernel.facts.base import Fact


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
