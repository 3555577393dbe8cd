"""What happened to organisations. Ids are primary keys."""

from dataclasses import dataclass
from datetime import date

from sihe.kernel.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class OrganisationEntered(Fact):
    """An organisation was entered; `kind` is one of the kinds of organisation."""

    organisation: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class JurisdictionGiven(Fact):
    """An organisation became responsible in an area or a compound."""

    organisation: int
    area: int | None
    compound: int | None


@dataclass(frozen=True, kw_only=True)
class SectionAdded(Fact):
    """An organisation got a part with a pool of its own."""

    section: int
    organisation: int


@dataclass(frozen=True, kw_only=True)
class MandateGiven(Fact):
    """A person is something for an organisation from now on; `standing_in_for`: the absent one's mandate."""

    mandate: int
    person: int
    organisation: int
    role: int
    standing_in_for: int | None


@dataclass(frozen=True, kw_only=True)
class MandateEnded(Fact):
    """A mandate ends, or ended, with a day."""

    mandate: int
    person: int
    organisation: int
    until: date
