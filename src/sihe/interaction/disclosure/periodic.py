"""The look-out for accounts that should have been published, run once a day."""

from datetime import datetime

from sihe.interaction.disclosure.actions import scan_late
from sihe.kernel.journal.periodic import every


@every(minutes=24 * 60, lease_minutes=60)
def tell_late(now: datetime) -> None:
    """Tell which accounts are late."""
    scan_late(now)
