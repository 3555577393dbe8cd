"""The look-out for terms, run once a day."""

from datetime import datetime

from sihe.kernel.journal.periodic import every
from sihe.teams.posts.actions import scan_terms


@every(minutes=24 * 60, lease_minutes=60)
def tell_terms(now: datetime) -> None:
    """Tell the terms that end soon or are over."""
    scan_terms(now)
