"""Who waits to be confirmed, and by whom."""

from django.db.models import QuerySet

from sihe.interaction.accounts.queries import household_of, within_reach
from sihe.interaction.joining.models import MembershipRequest, RequestState
from sihe.kernel.access.rules import may
from sihe.kernel.facts import Actor
from sihe.kernel.places.models import Dwelling


def waiting_for(actor: Actor) -> QuerySet[MembershipRequest]:
    """Return the wishes that an actor may answer, the oldest first."""
    rows = MembershipRequest.objects.filter(state=RequestState.WAITING).order_by("at", "pk")
    rows = rows.select_related("dwelling__building__compound", "dwelling__unit")
    if actor.kind == "staff":
        return rows.filter(within_reach(actor, "dwelling__building"))
    home = household_of(actor.person)
    return waiting_at(home.dwelling) if home else rows.none()


def request_for(actor: Actor, pk: int) -> MembershipRequest | None:
    """Return a wish that an actor may answer, or might have while it was open."""
    rows = MembershipRequest.objects.select_related("dwelling__building")
    found = rows.filter(pk=pk).first()
    return found if found is not None and may("joining.answer", actor, found) else None


def waiting_at(dwelling: Dwelling) -> QuerySet[MembershipRequest]:
    """Return the wishes to be counted to who lives in a flat, the oldest first."""
    rows = MembershipRequest.objects.filter(state=RequestState.WAITING, dwelling=dwelling)
    return rows.order_by("at", "pk")
