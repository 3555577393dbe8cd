"""What happened to quiet hours."""

from dataclasses import dataclass

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class QuietHoursSet(Fact):
    """A member of staff chose when no texts are sent to them; None: as the house has it."""

    begins: int | None
    ends: int | None
