"""What happened to wishes to be counted to who lives in a flat. Ids are primary keys."""

from dataclasses import dataclass

from sihe.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class MembershipAsked(Fact):
    """Somebody says that they live in a dwelling."""

    request: int


@dataclass(frozen=True, kw_only=True)
class MembershipAnswered(Fact):
    """A grid worker or an adult member of the household said whether it is so."""

    request: int
    confirmed: bool
