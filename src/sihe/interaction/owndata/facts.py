"""What became of a resident's wish to have what they told erased. Ids are primary keys."""

from dataclasses import dataclass
from datetime import datetime

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class ErasureAsked(Fact, told_as="privacy"):
    """A reporter wants what they told erased while it is still dealt with; an answer is due."""

    matter: int
    reporter: int
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class ErasureAnswered(Fact, told_as="privacy"):
    """The accountable organisation answered: erased now, or kept until the matter has ended."""

    matter: int
    reporter: int
    erased: bool
