"""The look-out for deadlines, run every minute."""

from datetime import datetime

from sihe.interaction.deadlines.actions import scan_deadlines
from sihe.kernel.journal.periodic import every


@every(minutes=1)
def tell_deadlines(now: datetime) -> None:
    """Tell the deadlines that are near or past, each once per level."""
    scan_deadlines(now)
