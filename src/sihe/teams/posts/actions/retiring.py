"""What time does: terms that end soon are told once, and holdings that ended long ago are forgotten."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from sihe.kernel.facts import SYSTEM, About
from sihe.kernel.journal.actions import record_many
from sihe.kernel.people.actions import take_back
from sihe.kernel.responsibilities.queries import number
from sihe.teams.posts import facts
from sihe.teams.posts.models import Holding

NEAR, OVER = "near", "over"


@transaction.atomic
def scan_terms(now: datetime) -> int:
    """Record each term that ends soon and each that is over, once per level; return how many."""
    today = timezone.localdate(now)
    soon = today + timedelta(days=number("posts.warn_days", today).value)
    rows = Holding.objects.filter(until__isnull=True, term_until__lte=soon).exclude(told=OVER)
    told = []
    for holding in rows.select_related("seat__post").order_by("pk"):
        level = OVER if holding.term_until and holding.term_until < today else NEAR
        if holding.told == level or holding.term_until is None:
            continue
        holding.told = level
        holding.save(update_fields=["told"])
        post = holding.seat.post
        fact = facts.TermNear(
            holding=holding.pk, organisation=post.organisation_id, term_until=holding.term_until,
            over=level == OVER,
        )  # fmt: skip
        told.append((fact, [About("post", post.pk)], now))
    if told:
        record_many(told, by=SYSTEM)
    return len(told)


def forget_ended(before: datetime) -> int:
    """Erase holdings that ended before a moment, and people of whom nothing else is kept; called by retention."""
    rows = Holding.objects.filter(until__lt=timezone.localdate(before))
    people = set(rows.values_list("person", flat=True))
    count = rows.delete()[0]
    people -= set(Holding.objects.filter(person__in=people).values_list("person", flat=True))
    if people:
        take_back(by=SYSTEM, entered=sorted(people))
    return count
