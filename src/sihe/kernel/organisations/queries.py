"""Reading organisations, mandates and jurisdictions."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q, QuerySet

from sihe.kernel.facts import Actor, Scope
from sihe.kernel.organisations.models import Jurisdiction, Mandate, Organisation
from sihe.kernel.people.queries import current


def mandates_of(person: int) -> QuerySet[Mandate]:
    """Return the current mandates of a person, oldest first; those for absent colleagues last."""
    related = ("organisation", "section", "role", "area", "person", "compound", "home_unit",
               "standing_in_for__person")  # fmt: skip
    return (
        Mandate.objects.filter(current(), person=person)
        .select_related(*related)
        .order_by(F("standing_in_for").asc(nulls_first=True), "since", "id")
    )


def actor_of(person: int, mandate: int | None = None) -> Actor | None:
    """Return the person acting under the chosen mandate (default: the first); None without any.

    Scopes cover the mandates in the acting organisation only, so that who works for two never mixes them;
    and what a deputy may only for an absent colleague holds under that mandate alone.
    """
    return actor_from(list(mandates_of(person)), mandate)


def actor_from(held: list[Mandate], mandate: int | None = None) -> Actor | None:
    """Return the holder of these mandates of one person, acting under the chosen one (default: the first)."""
    if not held:
        return None
    chosen = next((m for m in held if m.pk == mandate), held[0])
    own = [m for m in held if m.standing_in_for_id is None or m.pk == chosen.pk]
    scopes = tuple(_scope(m) for m in own if m.organisation_id == chosen.organisation_id)
    return Actor(
        kind="staff",
        person=chosen.person_id,
        mandate=chosen.pk,
        organisation=chosen.organisation_id,
        section=chosen.section_id,
        name=chosen.acts_as,
        scopes=scopes,
    )


def _scope(mandate: Mandate) -> Scope:
    return Scope(
        permissions=frozenset(mandate.role.permissions),
        organisation=mandate.organisation_id,
        section=mandate.section_id,
        area_level=mandate.area.level if mandate.area else None,
        area=mandate.area_id,
        compound=mandate.compound_id,
    )


def responsible_here(
    *, kinds: Iterable[str], areas: Iterable[int], compound: int | None, on: date | None = None
) -> list[Jurisdiction]:
    """Return current jurisdictions of organisations of these kinds over any of the areas or the compound.

    `areas` are the ids from the widest to the place itself. One query; the caller picks the nearest.
    """
    here = Q(area__in=list(areas))
    if compound is not None:
        here |= Q(compound=compound)
    return list(
        Jurisdiction.objects.filter(
            current(on), here, organisation__active=True, organisation__kind__in=list(kinds)
        )
        .select_related("organisation", "area")
        .order_by("organisation_id")
    )


def active() -> QuerySet[Organisation]:
    """Return the organisations in use, by kind and name."""
    return Organisation.objects.filter(active=True).order_by("kind", "name")


def people_holding(
    organisation: int, permission: str, section: int | None = None, on: date | None = None
) -> list[int]:
    """Return the people of an organisation (of a section, and those without one) who hold a permission."""
    rows = Mandate.objects.filter(current(on), organisation=organisation).select_related("role")
    if section is not None:
        rows = rows.filter(Q(section=section) | Q(section__isnull=True))
    return sorted({m.person_id for m in rows if permission in m.role.permissions})


def people_watching(
    permission: str, areas: Iterable[int], compound: int | None = None, on: date | None = None
) -> list[int]:
    """Return the people who hold a permission over any of the areas or over the compound."""
    here = Q(area__in=list(areas))
    if compound is not None:
        here |= Q(compound=compound)
    rows = Mandate.objects.filter(current(on), here).select_related("role")
    return sorted({m.person_id for m in rows if permission in m.role.permissions})


def active_in(areas: Iterable[int]) -> QuerySet[Organisation]:
    """Return the organisations in use that are responsible for any of these areas or a place within."""
    here = Q()
    for area in areas:
        inside = f"/{area}/"
        here |= Q(jurisdictions__area__path__contains=inside)
        here |= Q(jurisdictions__compound__street__path__contains=inside)
    return active().filter(here).order_by().distinct() if here else Organisation.objects.none()
