"""What happened to residents' accounts. Ids are primary keys; what a slip says is nowhere here."""

from dataclasses import dataclass

from sihe.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class SlipsPrinted(Fact):
    """Slips were printed, `count` of them, for a building or for one household or person; `reason` why."""

    count: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class SlipHanded(Fact):
    """A slip was handed over at the door, or (`handed` False) the tick was taken back."""

    slip: int
    handed: bool


@dataclass(frozen=True, kw_only=True)
class AccessEnded(Fact):
    """Every device of a resident was signed out; `reason`: own, lost_phone, changed_number."""

    reason: str
