"""Reading for triage: what a report looks like, and what is like it."""

from sihe.interaction.triage.likeness import Similar, similar
from sihe.interaction.triage.suggesting import Proposal, suggest

__all__ = ["Proposal", "Similar", "similar", "suggest"]
