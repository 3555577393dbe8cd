"""What happened to roles."""

from dataclasses import dataclass

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class RolesEntered(Fact):
    """So many roles were entered."""

    number: int
