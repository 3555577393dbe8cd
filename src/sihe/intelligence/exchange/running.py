"""The long work on a file: the dry run, the import and its undoing, portion by portion.

Every portion is one transaction that also moves `reached`, so a stop at any moment (power, kill -9) leaves whole
portions and nothing else: the same call goes on from there. Two workers on one batch cannot both do a portion.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from sihe.engines.columns import Mapping
from sihe.engines.tables import TableError, rows
from sihe.intelligence.exchange import keeping
from sihe.intelligence.exchange.bringing import (
    Numbered,
    Portion,
    bring_live,
    bring_past,
    excerpt,
    known_keys,
    read,
    with_names,
)
from sihe.intelligence.exchange.facts import ImportEnded, ImportUndone
from sihe.intelligence.exchange.ground import Ground, ground_of
from sihe.intelligence.exchange.mapping import checked
from sihe.intelligence.exchange.models import AT_WORK, BatchState, ImportBatch, RefusedRow
from sihe.interaction.handovers.actions import erase_unanswered
from sihe.interaction.matters.actions import take_out, untouched
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import IMPORTER, About
from sihe.kernel.journal.actions import record

PORTION, LIVE_PORTION = 1000, 20
KEPT_FOR = timedelta(days=7)
STALLED = timedelta(minutes=3)
Tell = Callable[[int, int], None]


class Overtaken(Exception):
    """Somebody else works on the batch, or it was stopped: nothing is left to do here."""


def quiet(done: int, total: int) -> None:
    """Tell nobody how far it is."""


def check(batch_id: int, tell: Tell = quiet) -> ImportBatch:
    """Read the whole file without changing anything but the batch's report; a fault of the file is noted in it."""
    batch = ImportBatch.objects.get(pk=batch_id, state=BatchState.CHECKING)
    counts: Counter[str] = Counter()
    warnings: Counter[str] = Counter()
    sample: list[dict[str, str]] = []
    batch.refused_rows.all().delete()
    try:
        mapping = with_names(checked(batch.mapping, batch.columns))
        seen: set[str] = set()
        for portion in _portions(batch, mapping, 0):
            fresh = {m.key for _, m in portion.sound} - known_keys(portion, mapping) - seen
            seen |= fresh
            counts += Counter(
                made=len(fresh), known=len(portion.sound) - len(fresh), refused=len(portion.refused)
            )
            warnings += portion.warnings
            sample = sample or excerpt(portion.sound)
            _keep_refused(batch, portion, twice=True)
            tell(counts.total(), 0)
    except (TableError, Refused) as trouble:
        return _failed(batch, trouble)
    batch.rows = batch.reached = counts.total()
    batch.made, batch.known, batch.refused = counts["made"], counts["known"], counts["refused"]
    batch.warnings, batch.sample, batch.trouble = dict(warnings), sample, ""
    batch.state, batch.touched_at = BatchState.CHECKED, timezone.now()
    batch.save()
    return batch


def run(batch_id: int, tell: Tell = quiet) -> ImportBatch:
    """Let the rows in, going on where an earlier run stopped; the file is removed at the end."""
    batch = ImportBatch.objects.get(pk=batch_id)
    try:
        mapping = with_names(checked(batch.mapping, batch.columns))
        with transaction.atomic():
            ground = ground_of(mapping) if mapping.mode == "history" else None
        for portion in _portions(batch, mapping, batch.reached):
            batch = _bring(batch, portion, mapping, ground)
            tell(batch.reached, batch.rows)
        return _end(batch)
    except Overtaken:
        batch.refresh_from_db()
        return batch
    except (TableError, Refused) as trouble:
        return _failed(batch, trouble)


def _bring(
    batch: ImportBatch, portion: Portion, mapping: Mapping, ground: Ground | None
) -> ImportBatch:
    """Bring a portion in; once more if another import brought the same rows between look and act."""
    for turn in (1, 2):
        try:
            with transaction.atomic():
                return _brought(batch, portion, mapping, ground)
        except IntegrityError:
            if turn == 2:
                raise
            if ground is not None:
                ground.look_again()
    raise AssertionError("unreachable: the second turn returns or raises")


def _brought(
    batch: ImportBatch, portion: Portion, mapping: Mapping, ground: Ground | None
) -> ImportBatch:
    now = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if now.state != BatchState.RUNNING or now.reached != batch.reached:
        raise Overtaken
    if ground is not None:
        made = bring_past(portion, mapping, batch.pk, ground)
        now.root, now.receiver = ground.root, ground.receiver
    else:
        made = bring_live(portion, mapping, batch.pk)
    _keep_refused(now, portion)
    now.reached += portion.total
    now.made += made
    now.known += len(portion.sound) - made
    now.refused += len(portion.refused)
    now.touched_at = timezone.now()
    now.save()
    return now


def _end(batch: ImportBatch) -> ImportBatch:
    with transaction.atomic():
        now = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if now.state != BatchState.RUNNING or now.reached != batch.reached:
            raise Overtaken
        now.state, now.rows, now.ended_at = BatchState.DONE, now.reached, timezone.now()
        now.touched_at = now.ended_at
        kept_as, now.kept_as, now.sample = now.kept_as, "", []
        now.save()
        fact = ImportEnded(batch=now.pk, made=now.made, known=now.known, refused=now.refused)
        record(fact, by=IMPORTER, about=[About("import", now.pk)])
    keeping.remove(kept_as)
    return now


def undo(batch_id: int, tell: Tell = quiet) -> ImportBatch:
    """Take back what nobody has worked on, going on where an earlier run stopped."""
    after: int | None = 0
    while after is not None:
        with transaction.atomic():
            batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
            if batch.state != BatchState.UNDOING:
                return batch
            ids, after = untouched(batch_id, after)
            erase_unanswered(by=IMPORTER, matters=ids)
            take_out(by=IMPORTER, batch=batch_id, matters=ids)
            batch.removed, batch.touched_at = F("removed") + len(ids), timezone.now()
            batch.save(update_fields=["removed", "touched_at"])
        batch.refresh_from_db()
        tell(batch.removed, batch.made)
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
        batch.state, batch.ended_at, batch.touched_at = (
            BatchState.UNDONE, timezone.now(), timezone.now(),
        )  # fmt: skip
        kept_as, batch.kept_as = batch.kept_as, ""
        batch.save()
        fact = ImportUndone(batch=batch.pk, removed=batch.removed, kept=batch.made - batch.removed)
        record(fact, by=IMPORTER, about=[About("import", batch.pk)])
    keeping.remove(kept_as)
    return batch


WORK = {BatchState.CHECKING: check, BatchState.RUNNING: run, BatchState.UNDOING: undo}


def go_on(batch_id: int, tell: Tell = quiet) -> ImportBatch:
    """Do whatever a batch waits for."""
    batch = ImportBatch.objects.get(pk=batch_id)
    work = WORK.get(BatchState(batch.state))
    return work(batch_id, tell) if work else batch


def stalled() -> list[int]:
    """Return the batches whose work stopped without an end, as after a power cut."""
    before = timezone.now() - STALLED
    rows_ = ImportBatch.objects.filter(state__in=AT_WORK, touched_at__lt=before)
    return list(rows_.values_list("pk", flat=True))


def forget_files() -> int:
    """Remove files that were never let in; return how many."""
    old = ImportBatch.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).exclude(kept_as="")
    idle = list(old.exclude(state__in=AT_WORK))
    for batch in idle:
        keeping.remove(batch.kept_as)
        batch.kept_as, batch.sample = "", []
        if batch.state in (BatchState.NEW, BatchState.CHECKED):
            batch.state, batch.trouble = BatchState.FAILED, "file-forgotten"
        batch.save()
    return len(idle)


def _portions(batch: ImportBatch, mapping: Mapping, reached: int) -> Iterator[Portion]:
    file = keeping.file_of(batch.kept_as)
    if file is None:
        raise Refused("file_gone")
    source: Iterator[Numbered] = islice(rows(file), reached, None)
    size = PORTION if mapping.mode == "history" else LIVE_PORTION
    while some := list(islice(source, size)):
        yield read(some, mapping, timezone.now())


def _keep_refused(batch: ImportBatch, portion: Portion, *, twice: bool = False) -> None:
    """Keep why rows did not come in; `twice`: two dry runs of one file may write side by side."""
    RefusedRow.objects.bulk_create(
        (RefusedRow(
            batch=batch, line=line, column=refused.column[:60], found=refused.found[:60],
            reason=refused.reason[:40],
        )
        for line, refused in portion.refused),
        ignore_conflicts=twice,
    )  # fmt: skip


def _failed(batch: ImportBatch, trouble: TableError | Refused) -> ImportBatch:
    code = trouble.fault.expected if isinstance(trouble, TableError) else trouble.code
    batch.state, batch.trouble, batch.touched_at = BatchState.FAILED, code, timezone.now()
    batch.save(update_fields=["state", "trouble", "touched_at"])
    return batch
