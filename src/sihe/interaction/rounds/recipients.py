"""To whom a message about a consent goes: the resident who gave it."""

from collections.abc import Mapping, Sequence

from sihe.interaction.rounds.models import Consent
from sihe.interaction.rounds.queries.members import dwelling_label
from sihe.kernel.notices.registry import Recipient, recipients


def signers(ids: Sequence[int]) -> Mapping[int, Recipient]:
    """Return who gave these consents; one query."""
    rows = Consent.objects.filter(pk__in=ids).select_related(
        "person", "dwelling__unit", "dwelling__building__compound"
    )
    return {
        row.pk: Recipient(
            name=row.person.name, phone=row.person.phone, place=dwelling_label(row.dwelling)
        )
        for row in rows
    }


recipients["consent"] = signers
