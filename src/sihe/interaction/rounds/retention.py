"""What is written on visits, and consents with their sheets, go in their time."""

from sihe.interaction.rounds.actions.forgetting import sweep_consents, sweep_words
from sihe.kernel.privacy.retention import sweepers

sweepers["round"] = sweep_words
sweepers["consent"] = sweep_consents
