"""The piles on a desk: what waits for whom, each read by an index of its own, the most urgent first."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from sihe.interaction.handovers.models import Handover
from sihe.interaction.handovers.queries import at_desk
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter, Participant
from sihe.interaction.matters.queries import first_of, places_of, sent_by
from sihe.kernel.facts import Actor
from sihe.kernel.responsibilities.models import Share

ACTIVE = (states.RECEIVED, states.WORKING)
RUNNING = (states.RECEIVED, states.WORKING, states.OFFERED, states.TRIAGE)
ELSEWHERE = (*sorted(states.IN_HAND), states.FINISHED)
RECENT = 400  # participations looked through for open ones: older support is long over
RELATED = ("category", "accountable", "assignee", "parent__accountable", "community",
           "grid", "building", "unit", "compound")  # fmt: skip
# A desk reads some hundred rows of ten tables: only what a line of it shows.
SHOWN = ("code", "title", "place_words", "urgency", "source", "state", "due_at", "category__name",
         "accountable__short_name", "accountable__name", "assignee__name",
         "parent__accountable__short_name", "parent__accountable__name", "community__name",
         "grid__name", "building__name", "unit__name", "compound__name")  # fmt: skip


SIDES = ("giver", "receiver", "matter", "matter__category", "matter__community", "matter__grid",
         "matter__building", "matter__unit", "matter__compound")  # fmt: skip
OFFERED = ("state", "share", "counter_message", "answer_by", "giver__short_name", "giver__name",
           "receiver__short_name", "receiver__name", "matter__code", "matter__title",
           "matter__place_words", "matter__urgency", "matter__parent", "matter__category__name",
           "matter__community__name", "matter__grid__name", "matter__building__name",
           "matter__unit__name", "matter__compound__name")  # fmt: skip


def offers(actor: Actor, most: int) -> list[Handover]:
    """Return the open offers that the actor's organisation made or received; grid workers those of their grids."""
    rows = at_desk(actor).select_related(None).select_related(*SIDES).only(*OFFERED)[:most]
    grids = grids_of(actor)
    return [h for h in rows if not grids or h.matter.grid_id in grids]


def grids_of(actor: Actor) -> list[int]:
    """Return the grids of who works in grids of their own; empty for everybody else."""
    return [s.area for s in actor.scopes if s.area_level == "grid" and s.area is not None]


def _soonest(rows: QuerySet[Matter], terms: list[Q], most: int) -> list[Matter]:
    ordered = rows.order_by("due_at", "pk").select_related(*RELATED).only(*SHOWN)
    return list(first_of(ordered, most, terms=terms)) if terms else []


def _in(chosen: tuple[str, ...]) -> list[Q]:
    return [Q(state=state) for state in chosen]


def _near(rows: QuerySet[Matter], grids: list[int]) -> QuerySet[Matter]:
    return rows.filter(grid__in=grids) if grids else rows


def mine(actor: Actor, most: int) -> list[Matter]:
    """Return what is assigned to the person, or waits in the pool of the section, organisation or own grid."""
    own, pool = Q(assignee=actor.person), Q(assignee__isnull=True)
    if actor.section is not None:
        pool &= Q(section__isnull=True) | Q(section=actor.section)
    grids = grids_of(actor)
    if grids:  # a grid worker's pool is the own grid, not the whole community
        pool &= Q(grid__in=grids) | Q(grid__isnull=True)
    rows = Matter.objects.filter(own | pool, accountable=actor.organisation)
    return _soonest(rows, _in(ACTIVE), most)


def of_absent(actor: Actor, absent: Iterable[int], most: int) -> list[Matter]:
    """Return what absent colleagues, for whom the person stands in, had been given; no query without any."""
    people = list(absent)
    if not people:
        return []
    rows = Matter.objects.filter(assignee__in=people, accountable=actor.organisation)
    return _soonest(rows, _in(ACTIVE), most)


def to_check(actor: Actor, most: int) -> list[Matter]:
    """Return what was handed in and waits for the actor's organisation to check it."""
    if not actor.holds("matters.check"):
        return []
    whole = Q(parent__isnull=False, parent__accountable=actor.organisation)
    terms = [Q(first_receiver=actor.organisation), whole]
    return _soonest(Matter.objects.filter(state=states.FINISHED), terms, most)


def to_triage(actor: Actor, most: int) -> list[Matter]:
    """Return what waits for a person to place or route it."""
    if not actor.holds("matters.route"):
        return []
    terms = [Q(accountable=actor.organisation), *places_of(actor)]
    return _soonest(Matter.objects.filter(state=states.TRIAGE), terms, most)


def with_others(actor: Actor, most: int) -> list[Matter]:
    """Return what the actor's organisation received first and another one now deals with."""
    rows = Matter.objects.filter(first_receiver=actor.organisation)
    rows = _near(rows.exclude(accountable=actor.organisation), grids_of(actor))
    return _soonest(rows, _in(ELSEWHERE), most)


def supported(actor: Actor, most: int) -> list[Matter]:
    """Return the open matters of others that the actor's organisation has come to support lately."""
    shares = Participant.objects.filter(
        organisation=actor.organisation, share=Share.SUPPORTING
    ).order_by("-pk")
    rows = Matter.objects.filter(
        pk__in=shares.values("matter")[:RECENT], state__in=sorted(states.IN_HAND)
    )
    rows = _near(rows.exclude(accountable=actor.organisation), grids_of(actor))
    return _soonest(rows, [Q()], most)


def late_here(actor: Actor, now: datetime, most: int) -> list[Matter]:
    """Return the latest of the street or community that one watches over, one's own left out."""
    wide = any(s.area_level in ("street", "community") for s in actor.where("matters.oversee"))
    if not wide:
        return []
    rows = Matter.objects.filter(due_at__lt=now).exclude(accountable=actor.organisation)
    terms = [place & Q(state=state) for place in places_of(actor) for state in RUNNING]
    return _soonest(rows, terms, most)


def of_deployed(actor: Actor, most: int) -> list[Matter]:
    """Return what the people whom one's home unit sent elsewhere are working on; to read only."""
    if actor.organisation is None:
        return []
    rows = Matter.objects.filter(assignee__in=sent_by(actor.organisation))
    return _soonest(rows, _in(tuple(sorted(states.IN_HAND))), most)
