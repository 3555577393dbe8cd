"""What is written on visits, and consents with their sheets, go in their time."""

from typing import Any

from django.db.models import QuerySet

from sihe.interaction.rounds.actions.forgetting import sweep_consents, sweep_words
from sihe.interaction.rounds.models import Consent
from sihe.kernel.people.actions import keeping
from sihe.kernel.privacy.retention import sweepers


def consenting() -> QuerySet[Any]:
    """Return the ids of whose written word still holds."""
    return Consent.objects.filter(ended_at__isnull=True).values("person")


keeping.append(consenting)
sweepers["round"] = sweep_words
sweepers["consent"] = sweep_consents
