"""What happened to organisations. Ids are primary keys."""

from dataclasses import dataclass

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
