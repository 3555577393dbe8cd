"""What happened to rolls of residents. `roll` is an id."""

from dataclasses import dataclass

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class RollRead(Fact):
    """A roll was read and compared: its rows, those refused, and the differences by kind."""

    roll: int
    rows: int
    refused: int
    moved_in: int
    moved_out: int
    changed: int
