"""The verbs of exchange: take a file, choose its columns, try it, let it in, take it back."""

import hashlib
from collections.abc import Mapping as AnyMapping
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from sihe.engines.columns import guessed, guessed_columns
from sihe.engines.tables import TableError, header
from sihe.intelligence.exchange import keeping
from sihe.intelligence.exchange import rules as _rules  # noqa: F401  (registers the rules)
from sihe.intelligence.exchange.facts import ImportBegun
from sihe.intelligence.exchange.mapping import checked, shipped
from sihe.intelligence.exchange.models import BatchState, ImportBatch, ImportProfile
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.journal.actions import record

MOST_BYTES = 64 * 2**20


def take_file(
    *, by: Actor, file: UploadedFile | Path, profile: str = "", name: str = ""
) -> ImportBatch:
    """Keep a file to be imported and find out what its columns mean; nothing comes in yet.

    `profile` empty: the one that knows the columns, else a guess by their names.

    Raises:
        Refused: `file_too_big`, `file_unreadable` (with the code of what is wrong), `no_such_profile`.
    """
    require("exchange.import", by)
    title = (name or Path(str(file.name)).name)[-120:]
    size = file.stat().st_size if isinstance(file, Path) else file.size or 0
    if size > MOST_BYTES:
        raise Refused("file_too_big", field="file", most=MOST_BYTES // 2**20)
    kept, digest = keeping.keep(file, title)
    try:
        columns = header(kept)
        with transaction.atomic():
            return _entered(by, kept, title, digest, columns, profile)
    except TableError as error:
        kept.unlink(missing_ok=True)
        raise Refused("file_unreadable", field="file", reason=error.fault.expected) from None
    except BaseException:
        kept.unlink(missing_ok=True)
        raise


def _entered(
    by: Actor, kept: Path, title: str, digest: str, columns: list[str], profile: str
) -> ImportBatch:
    known = shipped()
    chosen = profile or guessed(columns, known)
    version = _version(chosen, known)
    mapping = dict(version.mapping)
    mapping["columns"] = _those_there(mapping["columns"], columns)
    if "guess" in mapping:
        mapping["columns"] = guessed_columns(columns, mapping["guess"])
        mapping["origin"] = f"table-{_digest([*columns, str(by.organisation)])}"
    now = timezone.now()
    return ImportBatch.objects.create(
        profile=version, mapping=mapping, file_name=title, kept_as=kept.name, sha256=digest, columns=columns,
        organisation_id=by.organisation, person_id=by.person, created_at=now, touched_at=now,
    )  # fmt: skip


def _those_there(given: AnyMapping[str, Any], columns: list[str]) -> dict[str, list[str]]:
    """Leave out the columns of a profile that this file does not have; needed ones are asked for on the page."""
    there = {target: [name for name in names if name in columns] for target, names in given.items()}
    return {target: names for target, names in there.items() if names}


def _version(name: str, known: AnyMapping[str, Any]) -> ImportProfile:
    latest = ImportProfile.objects.filter(name=name).order_by("-version").first()
    if name not in known:
        if latest is None:
            raise Refused("no_such_profile", field="profile")
        return latest
    if latest is not None and latest.mapping == known[name]:
        return latest
    return ImportProfile.objects.create(
        name=name, version=latest.version + 1 if latest else 1, title=known[name]["title"],
        mapping=known[name], created_at=timezone.now(),
    )  # fmt: skip


def _digest(parts: list[str]) -> str:
    """Return a short name for a kind of table: the same columns of the same organisation are one source."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


@transaction.atomic
def choose_columns(
    *, by: Actor, batch: ImportBatch, columns: AnyMapping[str, Any], keep_as: str = ""
) -> ImportBatch:
    """Say which column means what; `keep_as`: keep it as a profile of that title for the next file.

    Raises:
        Refused: `target_missing`, `column_missing`, `mapping_wrong`, `wrong_state`.
    """
    batch = locked(batch)
    require("exchange.change_batch", by, batch)
    _refuse_unless(batch, BatchState.NEW, BatchState.CHECKED, BatchState.FAILED)
    mapping = {**batch.mapping, "columns": dict(columns)}
    mapping.pop("guess", None)
    checked(mapping, batch.columns)
    batch.mapping, batch.state = mapping, BatchState.NEW
    if keep_as.strip():
        name = f"own-{_digest([keep_as.strip(), str(by.organisation)])}"
        own = {**mapping, "title": keep_as.strip()[:60], "recognise": batch.columns}
        latest = ImportProfile.objects.filter(name=name).order_by("-version").first()
        batch.profile = ImportProfile.objects.create(
            name=name, version=latest.version + 1 if latest else 1, title=own["title"], mapping=own,
            created_at=timezone.now(),
        )  # fmt: skip
    batch.save()
    return batch


@transaction.atomic
def start_check(*, by: Actor, batch: ImportBatch) -> ImportBatch:
    """Ask for a dry run: count what would come in, without changing anything."""
    batch = locked(batch)
    require("exchange.change_batch", by, batch)
    _refuse_unless(batch, BatchState.NEW, BatchState.CHECKED, BatchState.FAILED)
    checked(batch.mapping, batch.columns)
    return moved(batch, BatchState.CHECKING)


@transaction.atomic
def start_import(*, by: Actor, batch: ImportBatch) -> ImportBatch:
    """Let a checked file in. Running it again after a stop goes on where it stopped."""
    batch = locked(batch)
    require("exchange.change_batch", by, batch)
    _refuse_unless(batch, BatchState.CHECKED)
    batch.refused_rows.all().delete()
    batch.reached = batch.made = batch.known = batch.refused = 0
    fact = ImportBegun(batch=batch.pk, rows=batch.rows)
    record(fact, by=by, about=[About("import", batch.pk)])
    return moved(batch, BatchState.RUNNING)


@transaction.atomic
def start_undo(*, by: Actor, batch: ImportBatch) -> ImportBatch:
    """Take an import back, also one that stopped half-way; matters that somebody has worked on stay."""
    batch = locked(batch)
    require("exchange.change_batch", by, batch)
    _refuse_unless(batch, BatchState.DONE, BatchState.RUNNING)
    return moved(batch, BatchState.UNDOING)


def locked(batch: ImportBatch) -> ImportBatch:
    """Read a batch again and keep others from changing it until the transaction ends."""
    return ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)


def moved(batch: ImportBatch, state: str) -> ImportBatch:
    """Put a locked batch into a state."""
    batch.state, batch.touched_at = state, timezone.now()
    batch.save()
    return batch


def _refuse_unless(batch: ImportBatch, *allowed: str) -> None:
    if batch.state not in allowed:
        raise Refused("batch_state", state=batch.state)
