"""Who lives in a dwelling, and lived there before."""

from datetime import date

from django.db.models import F
from django.utils import timezone

from sihe.kernel.people.models import Household, Residence
from sihe.kernel.people.queries import current
from sihe.kernel.places.models import Dwelling

OUTLINES = (
    "building__outline",
    "unit__outline",
    "building__parent__outline",
    "building__compound__outline",
)


def dwelling_of(pk: int) -> Dwelling | None:
    """Return a dwelling with the areas that its name and its place are made of; one query."""
    rows = Dwelling.objects.select_related("building__compound", "unit", "building__parent")
    return rows.defer(*OUTLINES).filter(pk=pk).first()


def dwelling_label(dwelling: Dwelling) -> str:
    """Return a dwelling as people say it: 榆荫苑 3号楼2单元501; no query where it was fetched with its areas."""
    compound = dwelling.building.compound.name if dwelling.building.compound else ""
    door = f"{dwelling.unit.name}{dwelling.number}" if dwelling.unit else f"{dwelling.number}室"
    return f"{compound} {dwelling.building.name}{door}".strip()


def spells(dwelling: Dwelling) -> list[Residence]:
    """Return all spells in a dwelling with their people, those that run first, then the latest; one query."""
    rows = Residence.objects.filter(dwelling=dwelling).select_related("person")
    return list(rows.order_by(F("until").desc(nulls_first=True), "since", "pk"))


def is_current(spell: Residence, on: date | None = None) -> bool:
    """Tell whether a spell runs on a day (default: today)."""
    day = on or timezone.localdate()
    return spell.since <= day and (spell.until is None or spell.until >= day)


def spell_of(person: int, dwelling: Dwelling) -> Residence | None:
    """Return the spell in which a person lives in a dwelling at present."""
    rows = Residence.objects.filter(current(), person=person, dwelling=dwelling)
    return rows.select_related("person").order_by("since", "pk").first()


def household_of(dwelling: Dwelling) -> Household | None:
    """Return the household that lives in a dwelling at present, the latest of several."""
    here = Residence.objects.filter(current(), dwelling=dwelling).values("household")
    return Household.objects.filter(pk__in=here).order_by("-pk").first()


def people_of(dwelling: Dwelling) -> list[int]:
    """Return everybody whose spell in a dwelling the page shows."""
    rows = Residence.objects.filter(dwelling=dwelling).order_by("person")
    return list(rows.values_list("person", flat=True).distinct())
