"""What time itself does to matters: alerts, and closing what nobody objected to."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from sihe.interaction.matters import states
from sihe.interaction.matters.actions.stepping import abouts, step
from sihe.interaction.matters.models import Alert, Matter
from sihe.kernel.facts import SYSTEM
from sihe.kernel.facts.matters import Escalated
from sihe.kernel.journal.actions import record
from sihe.kernel.responsibilities.queries import number

LEVELS = 3
BATCH = 200


def scan_deadlines(at: datetime) -> int:
    """Tell every deadline that is near, past or long past at a moment, once per level; return how many."""
    told = 0
    while True:
        with transaction.atomic():
            batch = list(_due(at)[:BATCH])
            for matter in batch:
                told += _escalate(matter, at)
        if len(batch) < BATCH:
            return told


def _due(at: datetime) -> QuerySet[Matter]:
    # others' batches are waited for, not skipped: each alert must be told, and only once
    return (
        Matter.objects.select_for_update(of=("self",))
        .filter(alert_at__lte=at)
        .order_by("alert_at", "pk")
    )


def _escalate(matter: Matter, at: datetime) -> int:
    due, level = matter.due_at, matter.alert_level
    if due is None or level > LEVELS or matter.state in states.END | states.CLOCK_STOPS:
        matter.alert_at = None
        matter.save(update_fields=["alert_at"])
        return 0
    _, fresh = Alert.objects.get_or_create(
        matter=matter, level=level, due_at=due, defaults={"at": at}
    )
    matter.alert_level = level + 1
    matter.alert_at = {1: due, 2: due + _grace(matter, due)}.get(level)
    matter.save(update_fields=["alert_level", "alert_at"])
    if fresh:
        fact = Escalated(matter=matter.pk, level=level, due_at=due)
        record(fact, by=SYSTEM, about=abouts(matter), at=at)
    return int(fresh)


def _grace(matter: Matter, due: datetime) -> timedelta:
    least = timedelta(hours=number("matters.alert_least_hours").value)
    return max((due - matter.created_at) * number("matters.alert_percent").value / 100, least)


def scan_closing(at: datetime) -> int:
    """Close the answered matters whose time for a rating is over; no answer does not count as satisfied."""
    before = at - timedelta(days=number("matters.rating_days").value)
    closed = 0
    while True:
        with transaction.atomic():
            rows = Matter.objects.select_for_update(of=("self",)).filter(
                state=states.ANSWERED, finished_at__lte=before
            )
            batch = list(rows.order_by("finished_at", "pk")[:BATCH])
            for matter in batch:
                step(matter, "close", by=SYSTEM, at=at)
                closed += 1
        if len(batch) < BATCH:
            return closed
