"""What time itself does to answered matters, run every so often."""

from datetime import datetime

from sihe.interaction.handling.actions import scan_closing
from sihe.kernel.journal.periodic import every


@every(minutes=10)
def close_unrated(now: datetime) -> None:
    """Close what was answered and nobody objected to."""
    scan_closing(now)
