"""Reading for intake: what may be joined, and what a grid worker reaches for first."""

from django.db.models import Count

from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from sihe.interaction.matters.queries import tidy
from sihe.interaction.triage.queries import Proposal, Similar, similar, suggest
from sihe.kernel.facts import Actor
from sihe.kernel.responsibilities.models import Category
from sihe.kernel.responsibilities.queries import categories

__all__ = ["Proposal", "Similar", "joinable", "last_buildings", "similar", "suggest", "usual_kinds"]


def joinable(code: str) -> Matter | None:
    """Return the matter that a resident may join: open, not a part, not merged into another."""
    rows = Matter.objects.filter(state__in=states.OPEN, parent__isnull=True, root__isnull=True)
    return rows.filter(code=tidy(code)[:12]).first()


def usual_kinds(actor: Actor, most: int = 100) -> list[Category]:
    """Return the categories in the order in which a person has settled them lately, then all others."""
    rows = Matter.objects.filter(author=actor.person, category__isnull=False).order_by(
        "-created_at"
    )
    recent = list(rows.values_list("category_id", flat=True)[:most])
    times = {category: recent.count(category) for category in recent}
    if not times:
        counted = Matter.objects.filter(
            accountable=actor.organisation, settled_at_once=True, category__isnull=False
        )
        times = dict(counted.values_list("category_id").annotate(n=Count("id")).order_by("-n")[:20])
    return sorted(categories(), key=lambda c: -times.get(c.pk, 0))


def last_buildings(actor: Actor, most: int = 30) -> list[int]:
    """Return the buildings that a person used last, the newest first."""
    rows = Matter.objects.filter(author=actor.person, building__isnull=False)
    recent = rows.order_by("-created_at").values_list("building_id", flat=True)[:most]
    return list(dict.fromkeys(id_ for id_ in recent if id_ is not None))
