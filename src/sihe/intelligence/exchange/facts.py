"""What happened to imports. `batch` is an id."""

from dataclasses import dataclass

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class ImportBegun(Fact):
    """A person let a checked file come in."""

    batch: int
    rows: int


@dataclass(frozen=True, kw_only=True)
class ImportEnded(Fact):
    """All rows of a file were dealt with: new ones, ones that were here before, refused ones."""

    batch: int
    made: int
    known: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class ImportUndone(Fact):
    """An import was taken back; matters that somebody had worked on were kept."""

    batch: int
    removed: int
    kept: int
