"""Who looked at people, when and what for: to be shown to them."""

from collections.abc import Sequence
from typing import Any

from sihe.interaction.owndata.queries import field_words, purpose_words
from sihe.kernel.facts.privacy import Revealed
from sihe.kernel.journal.models import Mention
from sihe.kernel.organisations.models import Organisation

MOST = 200


def looks_of(people: Sequence[int]) -> list[dict[str, Any]]:
    """Return the looks at people, the newest first, each once, without the name of who looked; 2 queries."""
    rows = Mention.objects.filter(
        kind="person", object_id__in=people, entry__fact=Revealed.name
    ).select_related("entry")
    entries = {m.entry_id: m.entry for m in rows.order_by("-entry_id")[:MOST]}
    ids = {e.organisation_id for e in entries.values() if e.organisation_id is not None}
    names = dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "short_name"))
    return [
        {
            "at": entry.at, "who": names.get(entry.organisation_id or 0, ""),
            "field": field_words(entry.payload["field"]), "purpose": purpose_words(entry.payload["purpose"]),
        }
        for entry in entries.values()
    ]  # fmt: skip
