"""What bulletins do by themselves: urgent ones whose hours are over become a door list."""

from datetime import datetime

from sihe.interaction.bulletins.actions import doors_due
from sihe.kernel.facts import SYSTEM
from sihe.kernel.journal.periodic import every


@every(minutes=5)
def watch(now: datetime) -> None:
    """Look for urgent bulletins that not everybody has confirmed in time."""
    doors_due(by=SYSTEM, at=now)
