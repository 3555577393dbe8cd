"""What happened to personal data: fields and purposes by code, never the data."""

from dataclasses import dataclass

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
