"""The verbs of registering: take a table, choose its columns, try it, let it in, take it back; one row by hand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from sihe.engines.tables import TableError, header
from sihe.intelligence.exchange import keeping
from sihe.intelligence.registering import rules as _rules  # noqa: F401  (registers the rules)
from sihe.intelligence.registering.ground import Ground
from sihe.intelligence.registering.models import CHANGEABLE, TableBatch, TableState
from sihe.intelligence.registering.running import one_row, work
from sihe.intelligence.registering.steps import STEPS, RowWrong, Step
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import Actor

MOST_BYTES: Final = 32 * 2**20


def take_table(*, by: Actor, step: Step, file: UploadedFile, name: str = "") -> TableBatch:
    """Keep a table and guess what its columns mean; nothing comes in yet.

    Raises:
        Refused: `file_too_big`, `file_unreadable` (with the code of what is wrong).
    """
    require("registering.bring", by)
    if by.organisation is None or by.person is None or by.mandate is None:
        raise Refused("not_allowed", permission="registering.bring")  # a table is somebody's
    title = (name or Path(str(file.name)).name)[-120:]
    if (file.size or 0) > MOST_BYTES:
        raise Refused("file_too_big", field="file", most=MOST_BYTES // 2**20)
    kept, _digest = keeping.keep(file, title)
    now = timezone.now()
    try:
        columns = header(kept)
        return TableBatch.objects.create(
            step=step.key, file_name=title, kept_as=kept.name, columns=columns, mapping=step.guess(columns),
            organisation_id=by.organisation, person_id=by.person, mandate=by.mandate, created_at=now,
            touched_at=now,
        )  # fmt: skip
    except TableError as error:
        kept.unlink(missing_ok=True)
        raise Refused("file_unreadable", field="file", reason=error.fault.expected) from None
    except BaseException:
        kept.unlink(missing_ok=True)
        raise


@transaction.atomic
def start_check(
    *, by: Actor, batch: TableBatch, mapping: Mapping[str, str] | None = None
) -> TableBatch:
    """Ask for a dry run, with the columns as chosen.

    Raises:
        Refused: `target_missing`, `column_missing`, `table_state`.
    """
    batch = _locked(by, batch, *CHANGEABLE)
    step = STEPS[batch.step]
    if mapping is not None:
        batch.mapping = {c.key: mapping[c.key] for c in step.columns if mapping.get(c.key)}
    for column, name in batch.mapping.items():
        if name not in batch.columns:
            raise Refused("column_missing", field=column, column=name)
    for missing in step.missing(batch.mapping):
        raise Refused("step_column_missing", field=missing.key, what=str(missing.label))
    return _moved(batch, TableState.CHECKING)


@transaction.atomic
def start_import(*, by: Actor, batch: TableBatch) -> TableBatch:
    """Let a tried table in."""
    return _moved(_locked(by, batch, TableState.CHECKED), TableState.RUNNING)


@transaction.atomic
def start_undo(*, by: Actor, batch: TableBatch) -> TableBatch:
    """Take a table back; what somebody has used since stays."""
    return _moved(_locked(by, batch, TableState.DONE), TableState.UNDOING)


@transaction.atomic
def enter_row(*, by: Actor, step: Step, given: Mapping[str, str]) -> int:
    """Enter by hand what one row of a table would bring; return how much of it was new.

    Raises:
        RowWrong: what is wrong, with its column.
    """
    require("registering.bring", by)
    ground = Ground(by)
    wrong = one_row(step, {k: " ".join(v.split()) for k, v in given.items()}, ground)
    if wrong is not None:
        raise wrong
    return len(ground.made)


__all__ = [
    "RowWrong", "enter_row", "start_check", "start_import", "start_undo", "take_table", "work",
]  # fmt: skip


def _locked(by: Actor, batch: TableBatch, *allowed: str) -> TableBatch:
    found = TableBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    require("registering.change_batch", by, found)
    if found.state not in allowed:
        raise Refused("table_state", state=found.state)
    return found


def _moved(batch: TableBatch, state: str) -> TableBatch:
    batch.state, batch.touched_at = state, timezone.now()
    batch.save()
    return batch
