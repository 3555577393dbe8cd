"""What happened to the sample street (示例)."""

from dataclasses import dataclass

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class SampleLoaded(Fact):
    """The invented street was loaded: its seed and how much of everything it has."""

    seed: int
    organisations: int
    households: int
    people: int
    matters: int
