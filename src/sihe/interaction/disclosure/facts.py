"""What happened to a committee's accounts, powers over it and what it published. Amounts in fen (0.01 yuan)."""

from dataclasses import dataclass
from datetime import date

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class EntryKept(Fact):
    """Income (positive) or spending (negative) was entered."""

    entry: int
    heading: str
    amount: int


@dataclass(frozen=True, kw_only=True)
class EntryReversed(Fact):
    """An entry was taken back by a counter-entry."""

    entry: int
    counters: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class Published(Fact):
    """The account of a period, the posts, the powers or an item was published."""

    publication: int
    kind: str
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class PublishingLate(Fact):
    """The account of a period that ended on a day is still not published."""

    organisation: int
    until: date


@dataclass(frozen=True, kw_only=True)
class PowerKept(Fact):
    """A power that another organisation holds over this one was entered, or renewed."""

    power: int
    kind: str
    until: date | None
    renews: int | None = None


@dataclass(frozen=True, kw_only=True)
class PowerEnded(Fact):
    """A power was given back before its term, or was entered by mistake."""

    power: int


@dataclass(frozen=True, kw_only=True)
class ItemKept(Fact):
    """Something to publish was written; `corrects` an item published before."""

    item: int
    kind: str
    corrects: int | None = None


@dataclass(frozen=True, kw_only=True)
class ItemWithdrawn(Fact):
    """A published item was taken down; that it stood there stays visible."""

    item: int
