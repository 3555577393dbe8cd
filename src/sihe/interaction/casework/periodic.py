"""What time itself does to matters, run every so often."""

from datetime import datetime

from sihe.interaction.matters.actions import scan_closing, scan_deadlines
from sihe.kernel.journal.periodic import every


@every(minutes=1)
def tell_deadlines(now: datetime) -> None:
    """Tell the deadlines that are near or past, each once per level."""
    scan_deadlines(now)


@every(minutes=10)
def close_unrated(now: datetime) -> None:
    """Close what was answered and nobody objected to."""
    scan_closing(now)
