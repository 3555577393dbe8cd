"""What the background worker does for registering."""

from datetime import datetime

from sihe.intelligence.registering import running
from sihe.kernel.journal.periodic import every


@every(minutes=5, lease_minutes=60)
def resume_stalled_tables(now: datetime) -> int:
    """Begin anew what a stop has interrupted: nothing of it had come in."""
    waiting = running.stalled()
    for batch in waiting:
        running.go_on(batch)
    return len(waiting)


@every(minutes=24 * 60)
def forget_old_tables(now: datetime) -> int:
    """Remove tables that nobody has let in for a week."""
    return running.forget_files()
