"""Counts of searches go in their time."""

from sihe.interaction.finding.actions import sweep_counts
from sihe.kernel.privacy.retention import sweepers

sweepers["find_count"] = sweep_counts
