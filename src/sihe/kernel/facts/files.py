"""What happened to files. That one was kept is told by the act it came with."""

from dataclasses import dataclass

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class Erased(Fact):
    """The files of a thing were erased; `count` of them."""

    kind: str
    count: int
