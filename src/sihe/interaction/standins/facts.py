"""What happened to agreements to act for another. They name the agreement, never the two people."""

from dataclasses import dataclass

from sihe.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class StandInOffered(Fact):
    """A resident made an offer on their own phone; whoever brings it acts for them."""


@dataclass(frozen=True, kw_only=True)
class StandInAgreed(Fact):
    """A resident agreed that a named person acts for them; `basis`: agreed or guardian."""

    stand_in: int
    basis: str
    way: str


@dataclass(frozen=True, kw_only=True)
class StandInEnded(Fact):
    """An agreement was taken back by either side, or at the desk."""

    stand_in: int


@dataclass(frozen=True, kw_only=True)
class ActedFor(Fact):
    """Somebody did one thing for another under an agreement; `what` is the kind of act."""

    stand_in: int
    what: str
    matter: int | None = None
