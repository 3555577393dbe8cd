"""A sealed file into an empty installation: all of it, in one transaction, or nothing."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from sihe.intelligence.archive.facts import ArchiveReadIn
from sihe.intelligence.archive.sealing import FORMAT, NotSealed, opened
from sihe.intelligence.archive.tables import columns, read, tables
from sihe.intelligence.archive.writing import EVERY, Told, silent
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import SYSTEM, About
from sihe.kernel.files import storage
from sihe.kernel.journal.actions import record
from sihe.kernel.journal.append_only import lifted
from sihe.kernel.journal.queries import first_broken
from sihe.kernel.journal.revisions import forget_all
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person
from sihe.kernel.places.models import Area

PORTION: Final = 1000
EMPTY: Final[tuple[type[Model], ...]] = (Area, Organisation, Person)
"""An installation without any of these has nothing to lose."""


def take_in(source: Path, passphrase: str, told: Told = silent) -> dict[str, Any]:
    """Fill this installation from an archive and return its manifest; `told(done, total)` hears of rows.

    Raises:
        Refused: `not_empty`, `archive_format`, `archive_passphrase`, `archive_damaged`, `archive_newer`
            (with the first table or column that this version does not know), `index_key_differs`,
            `archive_unsound` (rows that do not fit together).
    """
    if any(model._default_manager.exists() for model in EMPTY):
        raise Refused("not_empty")
    with unsealed(source, passphrase) as box:
        manifest = _manifest(box)
        _refuse_newer(manifest)
        _take_index_key(manifest["index_key"])
        kept: list[str] = []
        try:
            kept += _put_files(box, manifest["files"])
            with transaction.atomic():
                _put_rows(box, manifest, told)
        except DatabaseError:
            _remove(kept)
            raise Refused("archive_unsound") from None
        except BaseException:
            _remove(kept)
            raise
    forget_all()
    return manifest


@contextmanager
def unsealed(source: Path, passphrase: str) -> Iterator[zipfile.ZipFile]:
    """Open the ZIP file within an archive; it lies in a temporary file without a name meanwhile.

    Raises:
        Refused: `archive_format`, `archive_passphrase`, `archive_damaged`.
    """
    with source.open("rb") as sealed, tempfile.TemporaryFile(dir=settings.DATA) as plain:
        try:
            for piece in opened(sealed, passphrase):
                plain.write(piece)
        except NotSealed as fault:
            raise Refused(f"archive_{fault.why}", field="passphrase") from None
        plain.seek(0)
        with zipfile.ZipFile(plain) as box:
            yield box


def _manifest(box: zipfile.ZipFile) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(box.read("manifest.json"))
    if manifest.get("format") != FORMAT:
        raise Refused("archive_format", field="passphrase")
    return manifest


def _refuse_newer(manifest: dict[str, Any]) -> None:
    known = {model._meta.label: {f.attname for f in columns(model)} for model in tables()}
    for label, part in manifest["tables"].items():
        unknown = {c["name"] for c in part["columns"]} - known.get(label, set())
        if unknown:
            raise Refused(
                "archive_newer", what=f"{label}.{min(unknown)}", version=manifest["product"]
            )


def _take_index_key(key: str) -> None:
    """What residents hold receipts of is found by this key alone, so it moves along."""
    if key == settings.INDEX_KEY:
        return
    file = Path(settings.DATA) / "index.key"
    if not file.exists() or file.read_text(encoding="ascii").strip() != settings.INDEX_KEY:
        raise Refused("index_key_differs")
    fresh = file.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(key + "\n", encoding="ascii")
    fresh.replace(file)
    settings.INDEX_KEY = key


def _put_files(box: zipfile.ZipFile, files: dict[str, str]) -> list[str]:
    """Lay the photos in their places; return their keys."""
    keys: list[str] = []
    for name, digest in files.items():
        content = box.read(name)
        key, _dot, ending = name.removeprefix("files/").partition(".")
        variant = next((v for v, end in storage.ENDINGS.items() if end == f".{ending}"), "")
        sound = key.isalnum() and variant and hashlib.sha256(content).hexdigest() == digest
        if not sound:
            _remove(keys)
            raise Refused("archive_damaged", field="passphrase")
        storage.write(key, variant, content)
        keys.append(key)
    return keys


def _remove(keys: list[str]) -> None:
    storage.remove_all(keys)


def _put_rows(box: zipfile.ZipFile, manifest: dict[str, Any], told: Told) -> None:
    every = tables()
    with lifted(connection):  # what the migrations brought makes room for what the archive brings
        for model in every:
            model._default_manager.all()._raw_delete(using=connection.alias)
        connection.check_constraints()
    parts, done = manifest["tables"], 0
    total = sum(part["rows"] for part in parts.values())
    for model in every:
        if model._meta.label in parts:
            done = _put_table(box, model, parts[model._meta.label], (done, total), told)
    _reset_sequences(every)
    connection.check_constraints()
    if first_broken() is not None:
        raise Refused("archive_damaged", field="passphrase")
    fact = ArchiveReadIn(rows=total, digest=manifest["journal"]["digest"])
    record(fact, by=SYSTEM, about=[About("archive", 0)])


def _put_table(
    box: zipfile.ZipFile, model: type[Model], part: dict[str, Any], so_far: tuple[int, int], told: Told
) -> int:  # fmt: skip
    names = [column["name"] for column in part["columns"]]
    done, total = so_far
    digest, portion = hashlib.sha256(), []
    with box.open(f"rows/{model._meta.label}.jsonl") as lines:
        for line in lines:
            digest.update(line)
            portion.append(read(model, names, json.loads(line)))
            done += 1
            if len(portion) == PORTION:
                model._default_manager.bulk_create(portion)
                portion = []
            if done % EVERY == 0:
                told(done, total)
    model._default_manager.bulk_create(portion)
    if digest.hexdigest() != part["sha256"]:
        raise Refused("archive_damaged", field="passphrase")
    return done


def _reset_sequences(every: list[type[Model]]) -> None:
    """Let new rows be numbered after those that came with their numbers."""
    statements = connection.ops.sequence_reset_sql(no_style(), every)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
