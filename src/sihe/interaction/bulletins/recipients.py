"""Who a home is when it has to be told: one adult with a telephone, and where the home is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sihe.interaction.bulletins.queries import HOME, homes_of, spoken_to
from sihe.kernel.notices.registry import Recipient, recipients
from sihe.kernel.people.models import Household
from sihe.kernel.privacy.registry import Reach, revealers


def find(ids: Sequence[int]) -> Mapping[int, Recipient]:
    """Return households by id, with who is to be told and where; 2 queries."""
    who = spoken_to(ids)
    return {
        pk: replace(who.get(pk, Recipient()), place=home.said) for pk, home in homes_of(ids).items()
    }


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
revealers[HOME] = reveal
