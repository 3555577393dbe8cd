"""What happened to the keys of other programs. `key` and `organisation` are ids."""

from dataclasses import dataclass

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class ApiKeyIssued(Fact):
    """An organisation's program may report and ask by the open interface."""

    key: int
    organisation: int


@dataclass(frozen=True, kw_only=True)
class ApiKeyEnded(Fact):
    """A key of the open interface no longer opens anything."""

    key: int
    organisation: int
