"""Reading keys and devices."""

from django.db.models import Prefetch, QuerySet

from sihe.kernel.facts import Actor
from sihe.teams.appointments.queries import reached
from sihe.teams.custody import rules as _rules  # noqa: F401  (registers the rules)
from sihe.teams.custody.models import Custody, Item


def items_seen(actor: Actor) -> QuerySet[Item]:
    """Return the keys and devices of the organisations one looks after, each with who has it now."""
    now = Prefetch(
        "custodies", Custody.objects.filter(until__isnull=True).select_related("person"), "now"
    )
    rows = Item.objects.filter(organisation__in=reached(actor).values("pk"))
    return rows.select_related("organisation").prefetch_related(now).order_by("-active", "name")
