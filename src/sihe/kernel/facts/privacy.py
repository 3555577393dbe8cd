"""What happened to personal data: fields and purposes by code, never the data."""

from dataclasses import dataclass
from datetime import datetime

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class Revealed(Fact):
    """A personal field was shown in full; `words` is the row with further words, kept apart."""

    field: str
    purpose: str
    words: int | None = None


@dataclass(frozen=True, kw_only=True)
class RetentionSet(Fact):
    """How long a kind of record is kept was changed; days."""

    kind: str
    days: int


@dataclass(frozen=True, kw_only=True)
class Swept(Fact):
    """Records of a kind whose time was over were anonymised or erased; `count` of them."""

    kind: str
    count: int


@dataclass(frozen=True, kw_only=True)
class KeysRotated(Fact):
    """Personal fields were encrypted anew under the first key; `count` values."""

    count: int


@dataclass(frozen=True, kw_only=True)
class ContactCorrected(Fact):
    """A reporter's name or phone was corrected; `fields` by name, never what stands in them."""

    matter: int
    reporter: int
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ErasureAsked(Fact):
    """A reporter wants what they told erased while it is still dealt with; an answer is due."""

    matter: int
    reporter: int
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class ErasureAnswered(Fact):
    """The accountable organisation answered: erased now, or kept until the matter has ended."""

    matter: int
    reporter: int
    erased: bool


@dataclass(frozen=True, kw_only=True)
class ReporterForgotten(Fact):
    """A reporter's name and phone were erased; with `words` also what they wrote, photos and the flat."""

    matter: int
    reporter: int
    words: bool
