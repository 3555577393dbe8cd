"""What happened to bulletins; `bulletin` is its id, `households` how many homes were told."""

from dataclasses import dataclass

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class BulletinDrafted(Fact):
    """A draft was written, changed or (`gone`) thrown away."""

    bulletin: int
    gone: bool = False


@dataclass(frozen=True, kw_only=True)
class BulletinPublished(Fact):
    """A bulletin was published to the homes of that moment."""

    bulletin: int
    households: int
    urgent: bool


@dataclass(frozen=True, kw_only=True)
class BulletinCorrected(Fact):
    """A bulletin got a new text; `households` had been reached by the old one."""

    bulletin: int
    version: int
    households: int


@dataclass(frozen=True, kw_only=True)
class BulletinWithdrawn(Fact):
    """A bulletin was withdrawn; `households` had been reached by it."""

    bulletin: int
    households: int


@dataclass(frozen=True, kw_only=True)
class BulletinPosted(Fact):
    """A bulletin was put into the groups of a building (None: of all)."""

    bulletin: int
    building: int | None
    households: int


@dataclass(frozen=True, kw_only=True)
class DoorsDue(Fact):
    """The hours to confirm an urgent bulletin are over; `households` have not."""

    bulletin: int
    households: int
