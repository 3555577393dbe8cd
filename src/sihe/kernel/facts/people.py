"""What happened to people, where they live and their accounts. Ids are primary keys."""

from dataclasses import dataclass
from datetime import date

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class PersonEntered(Fact):
    """A person was entered."""

    person: int


@dataclass(frozen=True, kw_only=True)
class PeopleEntered(Fact):
    """A roll brought so many people."""

    count: int


@dataclass(frozen=True, kw_only=True)
class PersonCorrected(Fact):
    """Something of a person was corrected; `fields` by name, never what stands in them."""

    person: int
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ResidenceBegun(Fact):
    """A person lives in a dwelling from a day on."""

    residence: int
    person: int
    dwelling: int
    kind: str
    since: date


@dataclass(frozen=True, kw_only=True)
class ResidenceEnded(Fact):
    """A spell of residence has its last day."""

    residence: int
    person: int
    dwelling: int
    until: date


@dataclass(frozen=True, kw_only=True)
class ResidencesTakenBack(Fact):
    """What a roll brought was undone: spells removed, spells that run again, people who stay; in ids."""

    begun: tuple[int, ...]
    ended: tuple[int, ...]
    left: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Fact):
    """A person can sign in from now on."""

    account: int
    person: int


@dataclass(frozen=True, kw_only=True)
class PasswordSet(Fact):
    """An account has a new password, or none any more."""

    account: int
    person: int


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Fact):
    """Nobody signs in with this account any more."""

    account: int
    person: int
