"""Reading hand-overs."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sihe.interaction.handovers.models import OPEN, Handover, HandoverState
from sihe.interaction.matters.models import Matter
from sihe.kernel.facts import Actor
from sihe.kernel.organisations.models import Kind
from sihe.kernel.organisations.queries import active, responsible_here
from sihe.kernel.places.spots import Spot
from sihe.kernel.responsibilities.queries import resolve

RELATED = ("matter", "giver", "receiver", "matter__category", "matter__grid", "matter__building",
           "matter__unit", "matter__compound", "matter__community", "offered_by")  # fmt: skip


def incoming(actor: Actor) -> QuerySet[Handover]:
    """Return the open offers in which the actor's organisation has the move as receiver."""
    rows = Handover.objects.filter(receiver=actor.organisation, state=HandoverState.OFFERED)
    return rows.select_related(*RELATED).order_by("answer_by", "pk")


def to_settle(actor: Actor) -> QuerySet[Handover]:
    """Return the offers whose receiver asked for other terms, so that the actor's organisation must answer."""
    rows = Handover.objects.filter(giver=actor.organisation, state=HandoverState.COUNTERED)
    return rows.select_related(*RELATED).order_by("answer_by", "pk")


def outgoing(actor: Actor) -> QuerySet[Handover]:
    """Return the open offers of the actor's organisation that wait for somebody else."""
    rows = Handover.objects.filter(giver=actor.organisation, state=HandoverState.OFFERED)
    return rows.select_related(*RELATED).order_by("answer_by", "pk")


def of(matter: Matter) -> QuerySet[Handover]:
    """Return all hand-overs of a matter, the newest first."""
    return (
        Handover.objects.filter(matter=matter)
        .select_related(*RELATED)
        .order_by("-offered_at", "-pk")
    )


def visible_to(actor: Actor) -> QuerySet[Handover]:
    """Return the hand-overs that the actor's organisation gave or received."""
    if actor.organisation is None:
        return Handover.objects.none()
    given = Handover.objects.filter(giver=actor.organisation)
    return (given | Handover.objects.filter(receiver=actor.organisation)).select_related(*RELATED)


def open_of(matter: Matter) -> QuerySet[Handover]:
    """Return the open offers of a matter."""
    return Handover.objects.filter(matter=matter, state__in=OPEN).select_related(
        "receiver", "giver"
    )


def thread(matter: Matter) -> QuerySet[Handover]:
    """Return the hand-overs of a matter with both sides, the newest first; at most 20."""
    rows = Handover.objects.filter(matter=matter).select_related("giver", "receiver")
    return rows.order_by("-offered_at", "-pk")[:20]


def at_desk(actor: Actor) -> QuerySet[Handover]:
    """Return every open offer that the actor's organisation made or received: one query for a desk."""
    sides = Q(receiver=actor.organisation) | Q(giver=actor.organisation)
    rows = Handover.objects.filter(sides, state__in=OPEN)
    return rows.select_related(*RELATED).order_by("answer_by", "pk")


Choices = list[tuple[str, list[tuple[int, str]]]]


def receivers_for(matter: Matter, at: datetime) -> tuple[int | None, Choices]:
    """Return whom the matrix names, and all organisations in groups: by the matrix, of the place, others."""
    spot = Spot(
        street=matter.street_id, community=matter.community_id, grid=matter.grid_id,
        building=matter.building_id, unit=matter.unit_id, compound=matter.compound_id,
    )  # fmt: skip
    found = resolve(category=matter.category_id, spot=spot, at=at)
    named = [o for o in (found.accountable, *found.supporting, *found.consulted) if o is not None]
    here = responsible_here(kinds=Kind.values, areas=spot.areas, compound=spot.compound)
    near = list(dict.fromkeys(j.organisation_id for j in here))
    every = {o.pk: o for o in active() if o.pk != matter.accountable_id}
    first = [o.pk for o in named if o.pk in every]
    groups = {
        _("权责清单指定"): first,
        _("管这一片的"): [pk for pk in near if pk in every and pk not in first],
        _("其他"): [pk for pk in every if pk not in first and pk not in near],
    }
    choices = [(name, [(pk, every[pk].name) for pk in pks]) for name, pks in groups.items() if pks]
    lead = found.accountable
    return (lead.pk if lead and lead.pk in every else None), choices
