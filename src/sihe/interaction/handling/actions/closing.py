"""What time itself closes."""

from datetime import datetime, timedelta

from django.db import transaction

from sihe.interaction.matters import states
from sihe.interaction.matters.actions.stepping import step
from sihe.interaction.matters.models import Matter
from sihe.kernel.facts import SYSTEM
from sihe.kernel.responsibilities.queries import number

BATCH = 200


def scan_closing(at: datetime) -> int:
    """Close the answered matters whose time for a rating is over; no answer does not count as satisfied."""
    before = at - timedelta(days=number("matters.rating_days").value)
    closed = 0
    while True:
        with transaction.atomic():
            rows = Matter.objects.select_for_update(of=("self",)).filter(
                state=states.ANSWERED, finished_at__lte=before
            )
            batch = list(rows.order_by("finished_at", "pk")[:BATCH])
            for matter in batch:
                step(matter, "close", by=SYSTEM, at=at)
                closed += 1
        if len(batch) < BATCH:
            return closed
