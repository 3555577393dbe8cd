"""What happened to ways of signing in."""

from dataclasses import dataclass

from sihe.kernel.facts.base import Fact


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
