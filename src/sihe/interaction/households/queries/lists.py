"""Lists of people: residents of one's area, and households that need help."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from sihe.interaction.households.queries.people import BESIDE, BULKY, SEE, begins, tidy
from sihe.interaction.households.queries.places import within
from sihe.interaction.rounds.models import Consent, Help
from sihe.interaction.rounds.queries.marks import consents, running
from sihe.kernel.facts import Actor
from sihe.kernel.people.models import Residence, ResidenceKind
from sihe.kernel.people.queries import current, reach

HELP = "households.help"


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to, as the address says it; what makes no sense is left out."""

    q: str = ""
    building: int | None = None
    kind: str = ""
    help: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Filters":
        """Read them from an address."""
        building = asked.get("building", "")
        plain = building.isascii() and building.isdigit() and len(building) < 18
        kind, need = asked.get("kind", ""), asked.get("help", "")
        return cls(
            q=tidy(asked.get("q", "")), building=int(building) if plain else None,
            kind=kind if kind in ResidenceKind.values else "", help=need if need in Help.values else "",
        )  # fmt: skip


def residents(actor: Actor, filters: Filters) -> QuerySet[Residence]:
    """Return who lives in the actor's area at present, by building and door."""
    rows = Residence.objects.filter(current(), reach(actor, SEE))
    if filters.q:
        rows = rows.filter(Q(name=filters.q) | begins(filters.q))
    if filters.building is not None:
        rows = rows.filter(dwelling__building=filters.building)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.help and actor.holds(HELP):
        here = within(actor, HELP, "dwelling__building__")
        marked = Consent.objects.filter(running(), here, marks__kind=filters.help)
        rows = rows.filter(household__in=marked.values("household"))
    dwelling = "dwelling"
    return rows.select_related(*BESIDE).defer(*BULKY).order_by(
        f"{dwelling}__building", f"{dwelling}__unit", f"{dwelling}__number", "since", "pk"
    )  # fmt: skip


def helped(actor: Actor, filters: Filters) -> QuerySet[Consent]:
    """Return the consents of households whose help the actor may see, with their marks, by building and door."""
    rows = consents().filter(within(actor, HELP, "dwelling__building__"))
    if filters.building is not None:
        rows = rows.filter(dwelling__building=filters.building)
    if filters.help:
        rows = rows.filter(marks__kind=filters.help)
    place = ("dwelling__building", "dwelling__unit", "dwelling__number", "pk")
    return rows.prefetch_related("marks").order_by(*place)
