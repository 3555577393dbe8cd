"""Going on leave with a deputy: planned, begun and ended by the calendar, or ended early."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import SYSTEM, About, Actor, Fact
from sihe.kernel.journal.actions import record
from sihe.kernel.organisations.actions import end_mandate, stand_in
from sihe.kernel.organisations.models import Mandate, Organisation
from sihe.kernel.people.models import Person
from sihe.kernel.people.queries import current
from sihe.kernel.responsibilities.queries import number
from sihe.teams.absence.facts import DeputyChanged, LeaveBegun, LeaveEnded, LeavePlanned
from sihe.teams.absence.models import Leave
from sihe.teams.absence.queries import (
    free_deputies,
    going,
    overlapping,
    running,
    stand_ins,
    stays,
)
from sihe.teams.appointments.rules import Post


@transaction.atomic
def plan_leave(
    *, by: Actor, person: Person, organisation: Organisation, deputy: Person, since: date, until: date
) -> Leave:  # fmt: skip
    """Let a deputy stand in for a person in one organisation from the first to the last day, both included.

    Raises:
        Refused: `not_allowed`; `until_before_since`; `leave_in_past`; `leave_too_long`; `leave_there`;
            `no_mandate`; `you_stand_in`, when the person is a deputy then; and what `_fit` says of the deputy.
    """
    require("leave.plan", by, Post(person, organisation))
    _lock(person, deputy)
    _check_days(since, until)
    if Leave.objects.filter(
        overlapping(since, until), person=person, organisation=organisation
    ).exists():
        raise Refused("leave_there", field="since")
    for other in Leave.objects.filter(overlapping(since, until), deputy=person):
        raise Refused("you_stand_in", field="since", absent=other.person.name)
    _fit(person, organisation, deputy, since, until)
    own = Mandate.objects.filter(
        person=person, organisation=organisation, standing_in_for__isnull=True, since__lte=until
    )  # fmt: skip
    lent = [m for m in own if m.until is None or m.until >= since]
    if not lent:
        raise Refused("no_mandate")
    leave = Leave.objects.create(
        person=person, organisation=organisation, deputy=deputy, since=since, until=until,
        asked_by_id=by.person,
    )  # fmt: skip
    for mandate in lent:
        stand_in(
            by=by, mandate=mandate, deputy=deputy, since=max(since, mandate.since), until=until
        )
    facts: list[Fact] = [
        LeavePlanned(leave=leave.pk, person=person.pk, deputy=deputy.pk, since=since, until=until)
    ]
    if since <= timezone.localdate():
        leave.begun_at = timezone.now()
        leave.save(update_fields=["begun_at"])
        facts.append(LeaveBegun(leave=leave.pk))
    record(*facts, by=by, about=_about(leave))
    return leave


@transaction.atomic
def end_leave(*, by: Actor, leave: Leave) -> Leave:
    """Be back before the last day, or not go at all; the deputy's powers for it end at once.

    Raises:
        Refused: `not_allowed`; `leave_over`.
    """
    leave = _locked(leave)
    require("leave.plan", by, Post(leave.person, leave.organisation))
    if leave.ended_at is not None or leave.until < timezone.localdate():
        raise Refused("leave_over")
    _take_back(by, leave)
    return _ended(by, leave, timezone.now(), early=True)


@transaction.atomic
def change_deputy(*, by: Actor, leave: Leave, deputy: Person) -> Leave:
    """Let another colleague stand in for the rest of a leave. Whoever calls has checked that `by` may.

    Raises:
        Refused: `leave_over`; and what `_fit` says of the deputy.
    """
    leave = _locked(leave)
    today = timezone.localdate()
    if leave.ended_at is not None or leave.until < today:
        raise Refused("leave_over")
    first = max(leave.since, today)
    _lock(leave.person, deputy)
    _fit(leave.person, leave.organisation, deputy, first, leave.until)
    lent = [m.standing_in_for for m in stand_ins(leave) if m.until and m.until >= today]
    _take_back(SYSTEM, leave)
    leave.deputy = deputy
    leave.save(update_fields=["deputy"])
    for mandate in lent:
        if mandate is not None:
            stand_in(by=SYSTEM, mandate=mandate, deputy=deputy, since=first, until=leave.until)
    record(DeputyChanged(leave=leave.pk, deputy=deputy.pk), by=by, about=_about(leave))
    return leave


def turn_leaves(now: datetime) -> int:
    """Tell of leaves whose first day has come, and of those whose last day is over; return how many."""
    day, done = timezone.localdate(now), 0
    for leave in Leave.objects.filter(running(day), begun_at__isnull=True).order_by("pk"):
        with transaction.atomic():
            fresh = _locked(leave)
            if fresh.begun_at is None and fresh.ended_at is None:
                fresh.begun_at = now
                fresh.save(update_fields=["begun_at"])
                record(LeaveBegun(leave=fresh.pk), by=SYSTEM, about=_about(fresh), at=now)
                done += 1
    for leave in Leave.objects.filter(until__lt=day, ended_at__isnull=True).order_by("pk"):
        with transaction.atomic():
            fresh = _locked(leave)
            if fresh.ended_at is None:
                fresh.begun_at = fresh.begun_at or now
                _ended(SYSTEM, fresh, now, early=False)
                done += 1
    return done


def _check_days(since: date, until: date) -> None:
    most = number("absence.leave_days").value
    if until < since:
        raise Refused("until_before_since", field="until")
    if since < timezone.localdate():
        raise Refused("leave_in_past", field="since")
    if (until - since).days >= most:
        raise Refused("leave_too_long", field="until", most=most)


def _fit(
    person: Person, organisation: Organisation, deputy: Person, since: date, until: date
) -> None:
    """Refuse a deputy who cannot stand in, and suggest one who can.

    Raises:
        Refused: `deputy_self`, `deputy_away`, `deputy_leaving`, `deputy_foreign`, with `instead`.
    """
    if deputy.pk == person.pk:
        raise Refused("deputy_self", field="deputy")
    code = ""
    if Leave.objects.filter(overlapping(since, until), person=deputy).exists():
        code = "deputy_away"
    elif any(leaving().filter(pk=deputy.pk).exists() for leaving in going):
        code = "deputy_leaving"
    elif not stays(deputy.pk, organisation.pk, since, until) and not _may_help(
        deputy, since, until
    ):
        code = "deputy_foreign"
    if code:
        free = free_deputies(organisation.pk, since, until, [person.pk, deputy.pk])
        names = "、".join(one.name for one in free[:3])
        raise Refused(code, field="deputy", name=deputy.name, instead=names)


def _may_help(deputy: Person, since: date, until: date) -> bool:
    rows = Mandate.objects.filter(current(since), person=deputy, standing_in_for__isnull=True)
    return any(
        "leave.stand_in" in m.role.permissions and (m.until is None or m.until >= until)
        for m in rows.select_related("role")
    )


def _take_back(by: Actor, leave: Leave) -> None:
    today = timezone.localdate()
    for mandate in stand_ins(leave):
        if mandate.until is not None and mandate.until >= max(today, mandate.since):
            last = max(today, mandate.since) - timedelta(days=1)
            end_mandate(by=by, mandate=mandate, until=last)


def _ended(by: Actor, leave: Leave, at: datetime, *, early: bool) -> Leave:
    leave.ended_at = at
    leave.save(update_fields=["ended_at", "begun_at"])
    record(LeaveEnded(leave=leave.pk, early=early), by=by, about=_about(leave), at=at)
    return leave


def _locked(leave: Leave) -> Leave:
    rows = Leave.objects.select_for_update(of=("self",))
    return rows.select_related("person", "deputy", "organisation").get(pk=leave.pk)


def _lock(*people: Person) -> None:
    """Keep two who plan for the same people at once from both succeeding; always in the same order."""
    ids = sorted(one.pk for one in people)
    list(Person.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _about(leave: Leave) -> list[About]:
    people = [About("person", leave.person_id), About("person", leave.deputy_id)]
    return [About("leave", leave.pk), *people]
