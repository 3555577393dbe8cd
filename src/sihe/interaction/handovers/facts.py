"""What happened to hand-overs. `handover` and `matter` are ids; `giver` and `receiver` organisations' ids."""

from dataclasses import dataclass
from datetime import datetime

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class Offered(Fact):
    """A matter, or support for it, was offered to another organisation."""

    handover: int
    matter: int
    giver: int
    receiver: int
    share: str
    due_at: datetime | None
    answer_by: datetime


@dataclass(frozen=True, kw_only=True)
class Accepted(Fact):
    """The receiver accepted; for the whole matter it is accountable from now on."""

    handover: int
    matter: int
    giver: int
    receiver: int
    share: str
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Declined(Fact):
    """The receiver declined on a ground."""

    handover: int
    matter: int
    giver: int
    receiver: int
    share: str
    ground: str


@dataclass(frozen=True, kw_only=True)
class Countered(Fact):
    """The receiver proposed other terms; the giver has the move."""

    handover: int
    matter: int
    giver: int
    receiver: int
    round: int
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Insisted(Fact):
    """The giver kept to its terms; the receiver has the move."""

    handover: int
    matter: int
    giver: int
    receiver: int
    round: int


@dataclass(frozen=True, kw_only=True)
class Withdrawn(Fact):
    """The giver took its offer back."""

    handover: int
    matter: int
    giver: int
    receiver: int
    share: str
