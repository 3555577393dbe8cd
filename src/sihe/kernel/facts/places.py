"""What happened to places. Ids are primary keys."""

from dataclasses import dataclass

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class AreaAdded(Fact):
    """An area was put into the tree."""

    area: int
    level: str
    parent: int | None


@dataclass(frozen=True, kw_only=True)
class CompoundAdded(Fact):
    """A compound was entered."""

    compound: int
    street: int


@dataclass(frozen=True, kw_only=True)
class DwellingsAdded(Fact):
    """Dwellings of a building were entered."""

    building: int
    unit: int | None
    number: int


@dataclass(frozen=True, kw_only=True)
class PlaceChanged(Fact):
    """Something about an area was corrected: `what` is name, outline, compound or sign."""

    area: int
    what: str
