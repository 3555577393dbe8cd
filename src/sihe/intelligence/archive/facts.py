"""What happened to archives. Ids are primary keys."""

from dataclasses import dataclass

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class ArchiveMade(Fact):
    """Somebody took an archive of everything here along; `purpose` by code."""

    purpose: str


@dataclass(frozen=True, kw_only=True)
class ArchiveReadIn(Fact):
    """This installation began with an archive: how many rows, and the end of the chain that came with it."""

    rows: int
    digest: str
