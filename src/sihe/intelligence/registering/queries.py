"""Reading tables that came in."""

from django.core.cache import cache
from django.db.models import Count, Min, QuerySet

from sihe.intelligence.registering.models import TableBatch
from sihe.intelligence.registering.undoing import KINDS
from sihe.kernel.facts import Actor


def visible_to(actor: Actor) -> QuerySet[TableBatch]:
    """Return the tables that an actor may see: those of its own organisation."""
    rows = TableBatch.objects.select_related("person")
    if actor.organisation is None or not actor.holds("organisations.edit"):
        return rows.none()
    return rows.filter(organisation=actor.organisation)


def reasons(batch: TableBatch) -> list[tuple[str, int, int]]:
    """Return (reason, how many, first line) of what cannot come in, the commonest first."""
    rows = batch.conflicts.values("reason").annotate(n=Count("pk"), first=Min("line"))
    return list(rows.order_by("-n", "reason").values_list("reason", "n", "first"))


def kept_names(batch: TableBatch, most: int = 50) -> list[str]:
    """Return what an undo has left, by name."""
    found: list[str] = []
    for kind, model in KINDS.items():
        ids = batch.things.filter(kind=kind).values_list("thing", flat=True)[:most]
        rows = model._default_manager.filter(pk__in=list(ids))
        found += [f"{model._meta.verbose_name} {row}" for row in rows]
    return found[:most]


def progress_key(batch_id: int) -> str:
    """Return under which name the running work says how far it is."""
    return f"registering-{batch_id}"


def reached(batch: TableBatch) -> int:
    """Return how many rows the running work has seen."""
    return int(cache.get(progress_key(batch.pk), 0))
