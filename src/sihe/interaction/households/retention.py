"""What is written on visits, consents with their sheets, and counts of searches go in their time."""

from sihe.interaction.households.actions.forgetting import (
    sweep_consents,
    sweep_counts,
    sweep_words,
)
from sihe.kernel.privacy.retention import sweepers

sweepers["round"] = sweep_words
sweepers["consent"] = sweep_consents
sweepers["find_count"] = sweep_counts
