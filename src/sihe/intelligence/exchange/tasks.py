"""What the background worker does for exchange."""

from datetime import datetime

from django_tasks import task

from sihe.intelligence.exchange import running
from sihe.kernel.journal.periodic import every


@task()
def work_on(batch: int) -> str:
    """Do what a batch waits for; return the state that it is in then."""
    return str(running.go_on(batch).state)


@every(minutes=5, lease_minutes=60)
def resume_stalled(now: datetime) -> int:
    """Go on with what a stop has interrupted."""
    waiting = running.stalled()
    for batch in waiting:
        running.go_on(batch)
    return len(waiting)


@every(minutes=24 * 60)
def forget_old_files(now: datetime) -> int:
    """Remove files that nobody has let in for a week."""
    return running.forget_files()
