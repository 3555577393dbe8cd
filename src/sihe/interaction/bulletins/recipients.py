"""Who a home is when it has to be told: one adult with a telephone, and where the home is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db.models import F

from sihe.interaction.bulletins.queries import HOME, KIND, homes_of
from sihe.interaction.telling.listing import elsewhere
from sihe.kernel.notices.registry import Recipient, recipients
from sihe.kernel.people.models import Household, Residence
from sihe.kernel.people.queries import current
from sihe.kernel.privacy.registry import Reach, revealers


def find(ids: Sequence[int]) -> Mapping[int, Recipient]:
    """Return households by id, with who is to be told and where; 2 queries."""
    who = spoken_to(ids)
    return {
        pk: replace(who.get(pk, Recipient()), place=home.said) for pk, home in homes_of(ids).items()
    }


def spoken_to(ids: Sequence[int]) -> dict[int, Recipient]:
    """Return of each household the eldest with a telephone, else the eldest, of its present people; 1 query."""
    rows = Residence.objects.filter(current(), household__in=list(ids)).select_related("person")
    eldest = F("person__birth_year").asc(nulls_last=True)
    first: dict[int, Residence] = {}
    for row in rows.order_by("household", eldest, "pk"):
        held = first.get(row.household_id)
        if held is None or (row.person.phone and not held.person.phone):
            first[row.household_id] = row
    return {pk: Recipient(row.person.name, row.person.phone) for pk, row in first.items()}


def reveal(household: int, field: str) -> tuple[str, Reach]:
    """Return the telephone of a home and where it belongs."""
    found = find([household]).get(household)
    if found is None or field != "phone":
        raise LookupError(field)
    building = (
        Household.objects.select_related("dwelling__building").get(pk=household).dwelling.building
    )
    areas = frozenset(int(id_) for id_ in building.path.split("/") if id_)
    return found.phone, Reach(areas=areas, compound=building.compound_id)


recipients[HOME] = find
elsewhere[KIND] = "bulletins:list"
revealers[HOME] = reveal
