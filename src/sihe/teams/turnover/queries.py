"""Reading who leaves, what they hand over, and who has left."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from sihe.kernel.facts import Actor
from sihe.teams.appointments.queries import EDIT, own_mandates, reached
from sihe.teams.turnover import rules as _rules  # noqa: F401  (registers the rules)
from sihe.teams.turnover.models import Departure, Passing, PassingState


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


def left(person: int, organisation: int) -> Departure | None:
    """Return how a person left an organisation, unless they stayed, or came back since."""
    rows = Departure.objects.filter(
        person=person, organisation=organisation, closed_at__isnull=False, called_off=False
    )  # fmt: skip
    found = rows.order_by("-closed_at").select_related("person").first()
    if found is None or found.closed_at is None:
        return None
    back = own_mandates(person, organisation).filter(since__gt=timezone.localdate(found.closed_at))
    return None if back.exists() else found
