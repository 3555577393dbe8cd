"""Consents end by themselves, and the household is told before."""

from datetime import datetime

from sihe.interaction.rounds.actions import remind_and_expire
from sihe.kernel.journal.periodic import every


@every(minutes=60)
def keep_consents(now: datetime) -> None:
    """Remind and expire, every hour."""
    remind_and_expire(now=now)
