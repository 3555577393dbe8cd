"""What people did with rolls. `roll` is an id."""

from dataclasses import dataclass

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class RollDecided(Fact):
    """A person confirmed, or left, differences of a roll."""

    roll: int
    verdict: str
    count: int


@dataclass(frozen=True, kw_only=True)
class RollWritten(Fact):
    """Confirmed differences are in the register now."""

    roll: int
    count: int


@dataclass(frozen=True, kw_only=True)
class RollUndone(Fact):
    """A roll was taken back; what others have built upon was kept."""

    roll: int
    undone: int
    kept: int
