"""What happened with households: ids, kinds and dates. Which help a household needs stands in no fact."""

from dataclasses import dataclass
from datetime import date

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class RoundMade(Fact):
    """Somebody visited a household; `met` says whether anybody was there."""

    round: int
    kind: str
    met: str


@dataclass(frozen=True, kw_only=True)
class PromiseMade(Fact):
    """Something was promised to a household until a day."""

    promise: int
    due_on: date


@dataclass(frozen=True, kw_only=True)
class PromiseEnded(Fact):
    """A promise was kept, or given up with a reason."""

    promise: int
    state: str


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Fact):
    """A resident agreed in writing that the help their household needs is marked until a day."""

    consent: int
    until: date


@dataclass(frozen=True, kw_only=True)
class ConsentNearsEnd(Fact):
    """A consent ends soon: the household is to be told."""

    consent: int
    until: date


@dataclass(frozen=True, kw_only=True)
class ConsentEnded(Fact):
    """A consent was withdrawn, expired, renewed or ended by moving; its marks are gone."""

    consent: int
    ending: str


@dataclass(frozen=True, kw_only=True)
class WordsForgotten(Fact):
    """What was written on visits to a household was erased, as a person who lives there asked."""

    dwelling: int
    count: int
