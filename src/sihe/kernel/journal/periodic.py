"""What the system does by itself every so often, by one process at a time.

`@every(minutes=5)` on `def scan(now: datetime) -> None` in a module that Django loads at its start;
a worker calls `run_due(now)` again and again. A job is claimed by one UPDATE, so that of several workers
one runs it. A claim ends by itself after `lease_minutes`: a worker that was killed delays its job by no
more than that. A job must bear being run twice, as it may be after such an end.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from django.db.models import Q

from sihe.kernel.journal.models import Job

Task = Callable[[datetime], object]
LONGEST_WAIT: Final = timedelta(hours=6)
log = logging.getLogger("sihe.periodic")


@dataclass(frozen=True)
class Periodic:
    """A task, how often it is done and how long one run may take."""

    name: str
    task: Task
    period: timedelta
    lease: timedelta


_jobs: dict[str, Periodic] = {}


def every(*, minutes: int, lease_minutes: int = 15) -> Callable[[Task], Task]:
    """Register a task to be run every so many minutes; its argument is the present moment."""
    if minutes < 1 or lease_minutes < 1:
        raise ValueError("a period and a lease are at least one minute")

    def register(task: Task) -> Task:
        name = f"{task.__module__.removeprefix('sihe.')}.{task.__qualname__}"
        period, lease = timedelta(minutes=minutes), timedelta(minutes=lease_minutes)
        _jobs[name] = Periodic(name, task, period, lease)
        return task

    return register


def jobs() -> list[Periodic]:
    """Return everything registered, by name."""
    return [_jobs[name] for name in sorted(_jobs)]


def run_due(now: datetime) -> list[str]:
    """Run every job whose time has come and that no other worker runs; return the names of those run.

    A job that fails is noted, tried again later at growing distance, and holds up no other.
    """
    ran: list[str] = []
    known = set(Job.objects.values_list("name", flat=True))
    for job in jobs():
        if job.name not in known:
            Job.objects.get_or_create(name=job.name, defaults={"due_at": now})
        claim = uuid4().hex
        if _claimed(job, claim, now):
            _run(job, claim, now)
            ran.append(job.name)
    return ran


def _claimed(job: Periodic, claim: str, now: datetime) -> bool:
    free = Q(claim="") | Q(claimed_until__lte=now)
    rows = Job.objects.filter(free, name=job.name, due_at__lte=now)
    return rows.update(claim=claim, claimed_until=now + job.lease) == 1


def _run(job: Periodic, claim: str, now: datetime) -> None:
    # Only the holder of the claim writes: a run that outlived its lease changes nothing of a later one.
    held = Job.objects.filter(name=job.name, claim=claim)
    try:
        job.task(now)
    except Exception as trouble:  # one job's fault must not stop the others
        log.exception("periodic job %s failed", job.name)
        failures = (held.values_list("failures", flat=True).first() or 0) + 1
        wait = min(job.period * 2 ** min(failures - 1, 10), max(LONGEST_WAIT, job.period))
        held.update(
            claim="", claimed_until=None, due_at=now + wait, failures=failures,
            trouble=f"{type(trouble).__name__}: {trouble}"[:400],
        )  # fmt: skip
        return
    held.update(
        claim="", claimed_until=None, due_at=now + job.period, last_run=now, failures=0, trouble=""
    )
