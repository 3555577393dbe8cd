"""Reading leaves: which run, who can stand in, what happened meanwhile."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from sihe.kernel.facts import Actor
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.models import Notice
from sihe.kernel.organisations.models import Mandate
from sihe.kernel.people.models import Person
from sihe.teams.absence import rules as _rules  # noqa: F401  (registers the rules)
from sihe.teams.absence.models import Leave
from sihe.teams.appointments.queries import colleagues, own_mandates, reached

going: Final[list[Callable[[], QuerySet[Person]]]] = []
"""Who will not be there much longer, said by the module above: they stand in for nobody."""


def running(on: date | None = None) -> Q:
    """Return the condition that a leave runs on a day (default: today)."""
    day = on or timezone.localdate()
    return Q(since__lte=day, until__gte=day, ended_at__isnull=True)


def overlapping(since: date, until: date) -> Q:
    """Return the condition that a leave touches a period."""
    return Q(since__lte=until, until__gte=since, ended_at__isnull=True)


def leaves_seen(actor: Actor) -> QuerySet[Leave]:
    """Return the leaves one may see: one's own, those one stands in for, and those of one's reach."""
    mine = Q(person=actor.person) | Q(deputy=actor.person)
    rows = Leave.objects.filter(mine | Q(organisation__in=reached(actor).values("pk")))
    return rows.select_related("person", "deputy", "organisation").order_by("-until", "-pk")


def free_deputies(
    organisation: int, since: date, until: date, besides: Iterable[int]
) -> list[Person]:
    """Return colleagues who are there for the whole period, those with the most similar work first."""
    away = Leave.objects.filter(overlapping(since, until)).values("person")
    rows = colleagues(organisation, besides).exclude(pk__in=away)
    for leaving in going:
        rows = rows.exclude(pk__in=leaving().values("pk"))
    return [one for one in rows[:200] if stays(one.pk, organisation, since, until)]


def stays(person: int, organisation: int, since: date, until: date) -> bool:
    """Tell whether a person is something of their own in an organisation from the first to the last day."""
    rows = own_mandates(person, organisation, since)
    return rows.filter(Q(until__isnull=True) | Q(until__gte=until)).exists()


def stand_ins(leave: Leave) -> QuerySet[Mandate]:
    """Return the mandates that the deputy got for a leave."""
    return Mandate.objects.filter(
        person=leave.deputy_id, organisation=leave.organisation_id, since__gte=leave.since,
        standing_in_for__person=leave.person_id, since__lte=leave.until,
    ).select_related("organisation", "standing_in_for")  # fmt: skip


def done_for(leave: Leave, most: int = 200) -> list[Entry]:
    """Return what the deputy did in the absent person's stead, the newest first."""
    first = datetime.combine(leave.since, datetime.min.time())
    rows = Entry.objects.filter(
        at__gte=timezone.make_aware(first), person_id=leave.deputy_id,
        mandate_id__in=list(stand_ins(leave).values_list("pk", flat=True)),
    )  # fmt: skip
    return list(rows.order_by("-seq")[:most])


def came_meanwhile(leave: Leave, most: int = 200) -> list[Notice]:
    """Return what the absent person was told during a leave, the newest first."""
    first = timezone.make_aware(datetime.combine(leave.since, datetime.min.time()))
    last = leave.ended_at or timezone.make_aware(datetime.combine(leave.until, datetime.max.time()))
    rows = Notice.objects.filter(person=leave.person_id, at__gte=first, at__lte=last)
    return list(rows.order_by("-at", "-pk")[:most])
