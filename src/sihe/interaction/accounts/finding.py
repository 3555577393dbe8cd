"""From what somebody says of where they live to the flat."""

from sihe.interaction.locating.queries import settle
from sihe.kernel.access.refusals import Refused
from sihe.kernel.places.models import Dwelling
from sihe.kernel.places.spots import PlaceGiven


def flat_of(words: str) -> Dwelling:
    """Return the flat that own words name, with its building and unit.

    Raises:
        Refused: `flat_unknown`, on the field `where`.
    """
    spot = settle(PlaceGiven(words=words))
    rows = Dwelling.objects.select_related("building__compound", "unit")
    found = rows.filter(pk=spot.dwelling or 0).first()
    if found is None:
        raise Refused("flat_unknown", field="where")
    return found
