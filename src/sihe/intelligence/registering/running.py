"""The work on a table: a dry run, the import and its undoing. Each is one transaction: it is there or it is not.

The dry run is the import itself, rolled back at its end: it cannot differ from it. Progress is told through the
cache, since nobody sees rows of a transaction that still runs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Final

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task

from sihe.engines.tables import Row, TableError, rows
from sihe.engines.tables.faults import shown
from sihe.intelligence.exchange import keeping
from sihe.intelligence.registering.facts import TableBrought, TableTakenBack
from sihe.intelligence.registering.ground import Ground
from sihe.intelligence.registering.models import (
    AT_WORK,
    MadeThing,
    RowConflict,
    TableBatch,
    TableState,
)
from sihe.intelligence.registering.queries import progress_key, reached
from sihe.intelligence.registering.steps import EXAMPLE, STEPS, RowWrong, Step
from sihe.intelligence.registering.undoing import take_back
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import SYSTEM, About, Actor
from sihe.kernel.journal.actions import one_act, record
from sihe.kernel.organisations.queries import actor_of

KEPT_FOR, STALLED = timedelta(days=7), timedelta(minutes=3)
TELL_EVERY, PORTION, AT_ONCE = 50, 500, 150
NOBODY: Final = Actor(kind="staff")  # whose mandate is over: holds nothing


@dataclass
class Outcome:
    """What became of the rows of a table."""

    made: int = 0
    known: int = 0
    conflicts: list[tuple[int, RowWrong]] = field(default_factory=list)
    things: list[tuple[str, int]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Count all rows."""
        return self.made + self.known + len(self.conflicts)


def check(batch_id: int) -> TableBatch:
    """Try a table: count what would come in, and change nothing but the batch's report."""
    return _worked(batch_id, TableState.CHECKING, TableState.CHECKED, for_good=False)


def run(batch_id: int) -> TableBatch:
    """Let a table in; the file is removed at the end."""
    return _worked(batch_id, TableState.RUNNING, TableState.DONE, for_good=True)


def _worked(batch_id: int, during: str, after: str, *, for_good: bool) -> TableBatch:
    outcome = Outcome()
    try:
        with transaction.atomic():
            batch = TableBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
            if batch.state != during:
                return batch
            outcome = bring(batch)
            if for_good:
                _keep(batch, outcome, after)
            else:
                transaction.set_rollback(True)
    except (TableError, Refused) as trouble:
        return _failed(batch_id, during, trouble)
    finally:
        cache.delete(progress_key(batch_id))
    if for_good:
        keeping.remove(batch.kept_as)
        TableBatch.objects.filter(pk=batch_id).update(kept_as="")
    else:
        with transaction.atomic():
            batch = TableBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
            if batch.state == during:
                _report(batch, outcome, after)
    batch.refresh_from_db()
    return batch


def bring(batch: TableBatch) -> Outcome:
    """Bring the rows of a table in, each with a savepoint of its own; needs the caller's transaction."""
    step, outcome = STEPS[batch.step], Outcome()
    ground = Ground(actor_of(batch.person_id, batch.mandate) or NOBODY)
    for line, row in _rows(batch):
        if outcome.total % TELL_EVERY == 0:
            cache.set(progress_key(batch.pk), outcome.total, 600)
        wrong = one_row(step, _given(step, batch.mapping, row), ground, row)
        if wrong is not None:
            outcome.conflicts.append((line, wrong))
        elif ground.made:
            outcome.made += 1
            outcome.things += ground.made
        else:
            outcome.known += 1
        ground.made = []
    return outcome


def one_row(
    step: Step, given: dict[str, str], ground: Ground, row: Row | None = None
) -> RowWrong | None:
    """Bring one row in, wholly or not at all; return what is wrong with it."""
    try:
        if row is not None and row.faults:
            fault = row.faults[0]
            raise RowWrong(fault.expected.split(":")[0], fault.column)
        for column in step.columns:
            if column.needed and not given.get(column.key):
                raise RowWrong("cell_missing", column.key)
        with one_act():
            step.bring(given, ground)
    except RowWrong as wrong:
        return _undone(ground, wrong)
    except Refused as refused:
        return _undone(ground, RowWrong(refused.code, refused.field))
    except IntegrityError:  # somebody else entered the same in this moment
        return _undone(ground, RowWrong("name_taken"))
    return None


def _undone(ground: Ground, wrong: RowWrong) -> RowWrong:
    if ground.made:
        ground.made = []
        ground.look()
    return wrong


def _rows(batch: TableBatch) -> Iterator[tuple[int, Row]]:
    file = keeping.file_of(batch.kept_as)
    if file is None:
        raise Refused("file_gone")
    for line, row in rows(file):
        if not any(cell.strip() == EXAMPLE for cell in row.cells) and any(
            row.values() or row.cells
        ):
            yield line, row


def _given(step: Step, mapping: dict[str, str], row: Row) -> dict[str, str]:
    return {key: " ".join(row.get(name, "").split()) for key, name in mapping.items() if name}


def _report(batch: TableBatch, outcome: Outcome, state: str) -> None:
    batch.made, batch.known, batch.refused = outcome.made, outcome.known, len(outcome.conflicts)
    batch.rows, batch.trouble = outcome.total, ""
    batch.state, batch.touched_at = state, timezone.now()
    batch.save()
    batch.conflicts.all().delete()
    step = STEPS[batch.step]
    RowConflict.objects.bulk_create(
        (_conflict(batch, step, line, wrong) for line, wrong in outcome.conflicts),
        batch_size=PORTION,
    )


def _conflict(batch: TableBatch, step: Step, line: int, wrong: RowWrong) -> RowConflict:
    column = next((c for c in step.columns if c.key == wrong.column), None)
    private = column is None or column.personal
    name = batch.mapping.get(wrong.column) or (str(column.label) if column else wrong.column)
    return RowConflict(
        batch=batch, line=line, column=name[:60], found="" if private else shown(wrong.found),
        reason=wrong.code[:40], there=wrong.there[:80],
    )  # fmt: skip


def _keep(batch: TableBatch, outcome: Outcome, state: str) -> None:
    _report(batch, outcome, state)
    MadeThing.objects.bulk_create(
        (MadeThing(batch=batch, kind=kind, thing=pk) for kind, pk in outcome.things), batch_size=PORTION
    )  # fmt: skip
    fact = TableBrought(
        batch=batch.pk, step=batch.step, made=batch.made, known=batch.known, refused=batch.refused
    )
    by = actor_of(batch.person_id, batch.mandate) or SYSTEM
    record(fact, by=by, about=[About("table", batch.pk)])


def undo(batch_id: int) -> TableBatch:
    """Take back what a table brought and nobody has used since."""
    with transaction.atomic():
        batch = TableBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
        if batch.state != TableState.UNDOING:
            return batch
        removed = take_back(batch)
        kept = batch.things.count()
        batch.removed, batch.state, batch.touched_at = removed, TableState.UNDONE, timezone.now()
        batch.save()
        fact = TableTakenBack(batch=batch.pk, removed=removed, kept=kept)
        by = actor_of(batch.person_id, batch.mandate) or SYSTEM
        record(fact, by=by, about=[About("table", batch.pk)])
    return batch


WORK = {TableState.CHECKING: check, TableState.RUNNING: run, TableState.UNDOING: undo}


def go_on(batch_id: int) -> TableBatch:
    """Do whatever a batch waits for."""
    batch = TableBatch.objects.get(pk=batch_id)
    work = WORK.get(TableState(batch.state))
    return work(batch_id) if work else batch


@task()
def work_on(batch_id: int) -> str:
    """Do in the background what a batch waits for; return the state that it is in then."""
    return str(go_on(batch_id).state)


def work(batch: TableBatch) -> None:
    """Do at once what a batch waits for where it is short, else leave it to the background."""
    file = keeping.file_of(batch.kept_as)
    try:
        short = file is None or len(list(islice(rows(file), AT_ONCE + 1))) <= AT_ONCE
    except TableError:
        short = True
    if short:
        go_on(batch.pk)
    else:
        work_on.enqueue(batch.pk)


def stalled() -> list[int]:
    """Return the batches whose work stopped without an end, as after a power cut."""
    before = timezone.now() - STALLED
    found = TableBatch.objects.filter(state__in=AT_WORK, touched_at__lt=before)
    return [batch.pk for batch in found if not reached(batch)]


def forget_files() -> int:
    """Remove files that were never let in; return how many."""
    old = TableBatch.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).exclude(kept_as="")
    idle = list(old.exclude(state__in=AT_WORK))
    for batch in idle:
        keeping.remove(batch.kept_as)
        batch.kept_as, batch.state, batch.trouble = "", TableState.FAILED, "file-forgotten"
        batch.save()
    return len(idle)


def _failed(batch_id: int, during: str, trouble: TableError | Refused) -> TableBatch:
    code = trouble.fault.expected if isinstance(trouble, TableError) else trouble.code
    found = TableBatch.objects.filter(pk=batch_id, state=during)
    found.update(state=TableState.FAILED, trouble=code[:60], touched_at=timezone.now())
    return TableBatch.objects.get(pk=batch_id)


def _key(batch_id: int) -> str:
    return f"registering-{batch_id}"
