"""What is left of a matter when its time of keeping is over: what, where to the building, when, how it went."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter, Note, Pause, Reporter
from sihe.kernel.facts import SYSTEM, About
from sihe.kernel.files.actions import erase

GONE = "（已到期清除）"
BATCH = 200


@transaction.atomic
def forget(before: datetime) -> int:
    """Take names, phones, words, photos and the flat out of what ended before a moment; return how many matters.

    Category, building, times, states and ratings stay, so that figures of the past do not change. Merged
    matters go with their root's time: a reporter follows there. Run by the retention of `privacy`.
    """
    forgotten = 0
    while True:
        rows = Matter.objects.filter(
            state__in=states.END, ended_at__lt=before, forgotten_at__isnull=True
        ).exclude(root__ended_at__isnull=True, root__isnull=False)
        batch = list(rows.select_related("category").order_by("pk")[:BATCH])
        _forget(batch)
        forgotten += len(batch)
        if len(batch) < BATCH:
            return forgotten


def _forget(batch: list[Matter]) -> None:
    ids = [matter.pk for matter in batch]
    notes = list(Note.objects.filter(matter__in=ids).values_list("pk", flat=True))
    for kind, things in (("matter", ids), ("note", notes)):
        for thing in things:
            erase(by=SYSTEM, about=About(kind, thing))
    Reporter.objects.filter(original__in=ids).update(name="", phone="", phone_index="", person=None)
    Note.objects.filter(matter__in=ids).update(text=GONE)
    Pause.objects.filter(matter__in=ids).update(reason=GONE)
    now = timezone.now()
    for matter in batch:
        matter.title = str(matter.category) if matter.category else GONE
        matter.text = GONE
        matter.answer = GONE if matter.answer else ""
        matter.place_words, matter.lon, matter.lat = "", None, None
        matter.unit = matter.dwelling = None
        matter.forgotten_at = now
    Matter.objects.bulk_update(
        batch,
        [
            "title",
            "text",
            "answer",
            "place_words",
            "lon",
            "lat",
            "unit",
            "dwelling",
            "forgotten_at",
        ],
    )
