"""What tables brought. `batch` is an id, `step` a step's key."""

from dataclasses import dataclass

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class TableBrought(Fact):
    """A table of a step came in."""

    batch: int
    step: str
    made: int
    known: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class TableTakenBack(Fact):
    """What a table brought was taken back; what somebody has used since was kept."""

    batch: int
    removed: int
    kept: int
