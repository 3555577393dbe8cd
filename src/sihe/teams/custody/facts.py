"""What happened to keys and devices."""

from dataclasses import dataclass

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class KeyGiven(Fact):
    """A key or a device is with this person now; nobody: it is back in the office."""

    item: int
    person: int | None
