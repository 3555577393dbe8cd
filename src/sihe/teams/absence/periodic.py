"""What the calendar does to leaves by itself."""

from datetime import datetime

from sihe.kernel.journal.periodic import every
from sihe.teams.absence.actions import turn_leaves


@every(minutes=15)
def leaves(now: datetime) -> None:
    """Begin the leaves whose day has come, and bring back those whose last day is over."""
    turn_leaves(now)
