"""Deadlines: moved with a reason, and told once per level when they are near or past."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from sihe.interaction.deadlines.models import Alert
from sihe.interaction.matters import states
from sihe.interaction.matters.actions.stepping import abouts, first_alert, locked, now_or, write
from sihe.interaction.matters.models import Matter, NoteKind
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import SYSTEM, Actor
from sihe.kernel.facts.matters import DueChanged, Escalated
from sihe.kernel.journal.actions import record
from sihe.kernel.responsibilities.queries import number

NEAR, PAST, LONG_PAST = 1, 2, 3
BATCH = 200


@transaction.atomic
def change_due(
    *, by: Actor, matter: Matter, due_at: datetime, reason: str, at: datetime | None = None
) -> Matter:
    """Move the deadline and what the resident was promised; the reason is told to the resident.

    Raises:
        Refused: `due_in_past`; `later_than_parent`, when a part would end after the whole.
    """
    matter, moment = locked(matter), now_or(at)
    require("matters.handle", by, matter)
    if due_at <= moment:
        raise Refused("due_in_past", field="due_at")
    if matter.parent and matter.parent.due_at and due_at > matter.parent.due_at:
        raise Refused("later_than_parent", field="due_at", due=matter.parent.due_at)
    note = write(matter, by=by, kind=NoteKind.PROGRESS, text=reason, at=moment)
    assert note is not None
    old = matter.due_at
    matter.due_at = matter.promised_at = due_at
    matter.alert_at, matter.alert_level = max(first_alert(matter.created_at, due_at), moment), 1
    matter.save(update_fields=["due_at", "promised_at", "alert_at", "alert_level"])
    fact = DueChanged(matter=matter.pk, old=old, new=due_at, note=note.pk)
    record(fact, by=by, about=abouts(matter), at=moment)
    return matter


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
    due = matter.due_at
    if due is None or matter.state in states.END | states.CLOCK_STOPS:
        matter.alert_at = None
        matter.save(update_fields=["alert_at"])
        return 0
    begins = {NEAR: matter.alert_at or at, PAST: due, LONG_PAST: due + _grace(matter, due)}
    reached = [n for n in begins if n >= matter.alert_level and begins[n] <= at]
    if PAST in reached and NEAR in reached:
        reached.remove(
            NEAR
        )  # after a stop of the service: who is late already is not told that it is near
    told = sum(_tell(matter, level, due, at) for level in reached)
    matter.alert_level = max((n + 1 for n in reached), default=matter.alert_level)
    matter.alert_at = begins.get(matter.alert_level)
    matter.save(update_fields=["alert_level", "alert_at"])
    return told


def _tell(matter: Matter, level: int, due: datetime, at: datetime) -> int:
    _, fresh = Alert.objects.get_or_create(
        matter=matter, level=level, due_at=due, defaults={"at": at}
    )
    if fresh:
        fact = Escalated(matter=matter.pk, level=level, due_at=due)
        record(fact, by=SYSTEM, about=abouts(matter), at=at)
    return int(fresh)


def _grace(matter: Matter, due: datetime) -> timedelta:
    least = timedelta(hours=number("matters.alert_least_hours").value)
    return max((due - matter.created_at) * number("matters.alert_percent").value / 100, least)
