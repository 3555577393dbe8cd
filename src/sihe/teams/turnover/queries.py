"""Reading leaves, departures, keys, mandates and sign-ins issued anew."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from sihe.kernel.access.rules import may
from sihe.kernel.facts import Actor
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.models import Notice
from sihe.kernel.organisations.models import Mandate, Organisation
from sihe.kernel.organisations.queries import active, active_in, current
from sihe.kernel.people.models import Account, Person
from sihe.teams.turnover import rules as _rules  # noqa: F401  (registers the rules)
from sihe.teams.turnover.models import (
    Custody,
    Departure,
    Item,
    Leave,
    Passing,
    PassingState,
    Reissue,
)

EDIT = "mandates.edit"


def own_mandates(person: int, organisation: int, on: date | None = None) -> QuerySet[Mandate]:
    """Return a person's current mandates in an organisation, without those for absent colleagues."""
    rows = Mandate.objects.filter(current(on), person=person, organisation=organisation)
    related = ("person", "organisation", "role", "area", "compound__street")
    return rows.filter(standing_in_for__isnull=True).select_related(*related).order_by("pk")


def reached(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations whose mandates an actor may see: their own, and those within reach."""
    found = {actor.organisation}
    if actor.holds(EDIT):
        own = Organisation.objects.filter(pk=actor.organisation or 0).first()
        areas = [s.area for s in actor.where(EDIT) if s.area is not None]
        every = [*active().filter(superior=own), *active_in(areas)] if own else []
        every += active().filter(superior__isnull=True, jurisdictions__isnull=True)
        found |= {one.pk for one in every if may("mandates.edit", actor, one)}
    return active().filter(pk__in=[pk for pk in found if pk])


def mandates_seen(
    actor: Actor, text: str = "", organisation: str = "", state: str = ""
) -> QuerySet[Mandate]:
    """Return who is what for whom, as far as an actor may see it; `state`: now, to_come, over, all."""
    day = timezone.localdate()
    within = reached(actor).values("pk")
    rows = Mandate.objects.filter(organisation__in=within, organisation__active=True)
    if organisation.isdigit():
        rows = rows.filter(organisation=int(organisation))
    if text:
        words = Q(person__name__icontains=text) | Q(title__icontains=text) | Q(role__name=text)
        rows = rows.filter(words)
    states = {"to_come": Q(since__gt=day), "over": Q(until__lt=day), "all": Q()}
    rows = rows.filter(states.get(state, current(day)))
    related = ("person", "organisation", "role", "section", "area", "compound", "home_unit",
               "standing_in_for__person")  # fmt: skip
    return rows.select_related(*related).order_by("organisation_id", "person__name", "pk")


def colleagues(organisation: int, besides: Iterable[int] = ()) -> QuerySet[Person]:
    """Return the people who are something of their own in an organisation today, by name."""
    rows = Mandate.objects.filter(
        current(), organisation=organisation, standing_in_for__isnull=True
    ).values("person")
    found = Person.objects.filter(pk__in=rows, account__is_active=True)
    return found.exclude(pk__in=list(besides)).order_by("name", "pk")


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
    gone = Departure.objects.filter(closed_at__isnull=True).values("person")
    rows = colleagues(organisation, besides).exclude(pk__in=away).exclude(pk__in=gone)
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


def departures_seen(actor: Actor) -> QuerySet[Departure]:
    """Return who leaves or left, as far as an actor may see it."""
    rows = Departure.objects.filter(
        Q(person=actor.person, organisation=actor.organisation)
        | Q(organisation__in=reached(actor).values("pk"))
        if actor.holds(EDIT)
        else Q(person=actor.person, organisation=actor.organisation)
    )
    return rows.select_related("person", "organisation").order_by("closed_at", "-begun_at", "-pk")


def to_sign(actor: Actor) -> QuerySet[Passing]:
    """Return what colleagues offered to a person in the organisation for which they act."""
    rows = Passing.objects.filter(
        state=PassingState.OFFERED, receiver=actor.person, departure__closed_at__isnull=True,
        departure__organisation=actor.organisation,
    )  # fmt: skip
    return rows.select_related("departure__person", "departure__organisation").order_by("pk")


def items_seen(actor: Actor) -> QuerySet[Item]:
    """Return the keys and devices of the organisations one looks after, each with who has it now."""
    now = Prefetch(
        "custodies", Custody.objects.filter(until__isnull=True).select_related("person"), "now"
    )
    rows = Item.objects.filter(organisation__in=reached(actor).values("pk"))
    return rows.select_related("organisation").prefetch_related(now).order_by("-active", "name")


def accounts_to_help(actor: Actor, name: str) -> list[Account]:
    """Return the accounts of that name, or whose person has it, for whom an actor may vouch; at most ten."""
    within = Mandate.objects.filter(current(), organisation__in=reached(actor).values("pk"))
    rows = Account.objects.filter(
        Q(username=name) | Q(person__name=name), person__in=within.values("person"), is_active=True
    )
    return list(rows.exclude(person=actor.person).select_related("person").order_by("pk")[:10])


def open_reissues(actor: Actor) -> QuerySet[Reissue]:
    """Return what still waits for a second colleague, within an actor's reach."""
    within = Mandate.objects.filter(current(), organisation__in=reached(actor).values("pk"))
    rows = Reissue.objects.filter(
        second__isnull=True, expires_at__gt=timezone.now(), account__person__in=within.values("person")
    )  # fmt: skip
    return rows.select_related("account__person", "first").order_by("-asked_at")


def unchanged_start(account: int) -> Reissue | None:
    """Return the latest sign-in issued anew whose start password has not been changed yet; else None."""
    latest = Reissue.objects.filter(account=account, given_at__isnull=False).order_by("-given_at")
    found = latest.first()
    return found if found is not None and found.changed_at is None else None


def post_in(person: int, actor: Actor) -> list[Organisation]:
    """Return the organisations within reach in which a person is something today."""
    rows = Mandate.objects.filter(current(), person=person, standing_in_for__isnull=True)
    return list(reached(actor).filter(pk__in=rows.values("organisation")))
