"""The courier: brings each listener its facts, in order, at least once, each with its own cursor."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from sihe.kernel.facts import fact_class
from sihe.kernel.journal.listening import Listener, listeners
from sihe.kernel.journal.models import Cursor, Entry, Head

BATCH = 200
LONGEST_WAIT = timedelta(hours=1)


def deliver(limit: int | None = None) -> int:
    """Bring every listener what it has not heard; return the number of deliveries.

    A listener that fails keeps its place and is tried again later, at doubled distance, without
    holding up the others. The cursor moves in the transaction of the listener's own work, so a stop
    at any moment repeats a delivery at most and loses none.
    """
    _begin(listener.name for listener in listeners())
    return sum(_deliver_to(listener, limit) for listener in listeners())


def _begin(names: Iterable[str]) -> None:
    """Give each new listener its cursor: at the journal's start in a fresh installation, else at its end.

    A listener that came with a later version must not tell today what happened years ago.
    """
    with transaction.atomic():
        known = set(Cursor.objects.values_list("listener", flat=True))
        new = [name for name in names if name not in known]
        if new:
            begin = Head.objects.values_list("seq", flat=True).first() or 0 if known else 0
            rows = [Cursor(listener=name, seq=begin) for name in new]
            Cursor.objects.bulk_create(rows, ignore_conflicts=True)


def _deliver_to(listener: Listener, limit: int | None) -> int:
    delivered = 0
    end = Head.objects.values_list("seq", flat=True).first() or 0
    cursor = Cursor.objects.get(listener=listener.name)
    if cursor.next_try and cursor.next_try > timezone.now():
        return 0
    while cursor.seq < end and (limit is None or delivered < limit):
        batch = Entry.objects.filter(seq__gt=cursor.seq, seq__lte=end, fact__in=listener.facts)
        size = BATCH if limit is None else min(BATCH, limit - delivered)
        entries = list(batch.order_by("seq")[:size])
        for entry in entries:
            if not _hand_over(listener, entry):
                return delivered
            delivered += 1
        reached = entries[-1].seq if len(entries) == size else end
        Cursor.objects.filter(pk=cursor.pk, seq__lt=reached).update(
            seq=reached, failures=0, trouble=""
        )
        cursor.refresh_from_db()
    return delivered


def _hand_over(listener: Listener, entry: Entry) -> bool:
    kind = fact_class(entry.fact)
    try:
        with transaction.atomic():
            query = Cursor.objects.all()
            if connection.features.has_select_for_update:
                query = query.select_for_update()
            cursor = query.get(listener=listener.name)
            if cursor.seq >= entry.seq:
                return True  # another courier was first
            if kind is not None:
                listener.handle(kind.from_payload(entry.payload), entry)
            Cursor.objects.filter(pk=cursor.pk).update(
                seq=entry.seq, failures=0, trouble="", next_try=None
            )
    except Exception as trouble:  # a listener's fault must not stop the courier
        _note_trouble(listener.name, trouble)
        return False
    return True


def _note_trouble(name: str, trouble: Exception) -> None:
    cursor = Cursor.objects.get(listener=name)
    cursor.failures += 1
    wait = min(timedelta(seconds=5 * 2 ** min(cursor.failures, 12)), LONGEST_WAIT)
    cursor.trouble = f"{type(trouble).__name__}: {trouble}"[:400]
    cursor.next_try = timezone.now() + wait
    cursor.save(update_fields=["failures", "trouble", "next_try"])
