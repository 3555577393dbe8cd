"""What the background worker does for rolls."""

from datetime import datetime

from django_tasks import task

from sihe.intelligence.rolls.actions import stalled, sweep_plain
from sihe.intelligence.rollwork import running
from sihe.kernel.journal.periodic import every


@task()
def work_on(roll: int) -> str:
    """Do what a roll waits for; return the state that it is in then."""
    return str(running.go_on(roll).state)


@every(minutes=5, lease_minutes=60)
def resume_stalled_rolls(now: datetime) -> int:
    """Go on with what a stop has interrupted."""
    sweep_plain()
    waiting = stalled()
    for roll in waiting:
        running.go_on(roll)
    return len(waiting)
