"""What is left of a matter when its time of keeping is over, or when its reporter wants it gone."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from sihe.interaction.matters import states
from sihe.interaction.matters.actions.stepping import now_or
from sihe.interaction.matters.models import Matter, Note, Pause, Reporter
from sihe.kernel.facts import SYSTEM, About
from sihe.kernel.files.actions import erase

GONE, ON_REQUEST = "（已到期清除）", "（已按本人要求清除）"
BATCH = 200
EMPTIED = ["title", "text", "answer", "excuse", "place_words", "lon", "lat", "unit", "dwelling"]
NO_CONTACT: Final = {"name": "", "phone": "", "phone_index": "", "person": None}
forgetters: Final[list[Callable[[Sequence[int], str], object]]] = []
"""What modules above keep in words about matters, emptied along: fn(ids of matters, words in their place)."""


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
        empty_all(batch, GONE)
        Matter.objects.filter(pk__in=[m.pk for m in batch]).update(forgotten_at=now_or(None))
        Reporter.objects.filter(original__in=batch).update(**NO_CONTACT)
        forgotten += len(batch)
        if len(batch) < BATCH:
            return forgotten


def empty_all(batch: list[Matter], gone: str, spare: Collection[int] = ()) -> None:
    """Take words, photos and the flat out of matters and all their notes but those to `spare` (ids)."""
    ids = [matter.pk for matter in batch]
    for thing in ids:
        erase(by=SYSTEM, about=About("matter", thing))
    notes = Note.objects.filter(matter__in=ids).exclude(pk__in=spare)
    empty_notes(set(notes.values_list("pk", flat=True)), gone)
    Pause.objects.filter(matter__in=ids).update(reason=gone)
    for empty in forgetters:
        empty(ids, gone)
    for matter in batch:
        matter.title = str(matter.category) if matter.category else gone
        matter.text = gone
        matter.answer, matter.excuse = (gone if t else "" for t in (matter.answer, matter.excuse))
        matter.place_words, matter.lon, matter.lat = "", None, None
        matter.unit = matter.dwelling = None
    Matter.objects.bulk_update(batch, EMPTIED)


def empty_notes(notes: Collection[int], gone: str) -> None:
    """Take words and photos out of notes, given by id."""
    for note in notes:
        erase(by=SYSTEM, about=About("note", note))
    Note.objects.filter(pk__in=notes).update(text=gone)
