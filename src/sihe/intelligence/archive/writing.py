"""Everything of this installation into one sealed file."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final, cast

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

import sihe
from sihe.intelligence.archive.sealing import FORMAT, Seal
from sihe.intelligence.archive.tables import LEFT_OUT, described, tables, written
from sihe.kernel.files import storage
from sihe.kernel.files.models import StoredFile
from sihe.kernel.journal.models import Head

Told = Callable[[int, int], object]
EVERY: Final = 5000


def silent(done: int, total: int) -> None:
    """Tell nobody how far it is."""


def write(target: Path, passphrase: str, told: Told = silent) -> None:
    """Write the archive to a file; `told(done, total)` hears of rows. It appears under its name when it is whole."""
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as out:
            for piece in stream(passphrase, told):
                out.write(piece)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def stream(passphrase: str, told: Told = silent) -> Iterator[bytes]:
    """Yield the sealed archive in pieces. Cut off anywhere it cannot be opened, since its last piece is missing.

    All tables are read at one moment, so that they belong together.
    """
    out = BytesIO()
    with one_moment():
        sealed = Seal(out, passphrase)
        with zipfile.ZipFile(cast(IO[bytes], sealed), "w", zipfile.ZIP_DEFLATED) as box:
            for done, total in _filled(box):
                told(done, total)
                yield _drained(out)
        sealed.close()
        yield _drained(out)


def _drained(out: BytesIO) -> bytes:
    piece = out.getvalue()
    out.seek(0)
    out.truncate()
    return piece


@contextmanager
def one_moment() -> Iterator[None]:
    """Let every query of the block see the same moment, without keeping anybody from writing meanwhile."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # not `atomic`, which would take the only writer's place for as long as the archive takes
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _filled(box: zipfile.ZipFile) -> Iterator[tuple[int, int]]:
    """Fill the ZIP file; yield (rows written, rows in all) every now and then."""
    every = tables()
    total, done = sum(model._default_manager.count() for model in every), 0
    parts: dict[str, Any] = {}
    for model in every:
        digest, count = hashlib.sha256(), 0
        with box.open(f"rows/{model._meta.label}.jsonl", "w") as out:
            for row in written(model):
                line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                digest.update(line)
                out.write(line)
                count += 1
                if (done + count) % EVERY == 0:
                    yield done + count, total
        done += count
        parts[model._meta.label] = {**described(model), "rows": count, "sha256": digest.hexdigest()}
    files: dict[str, str] = {}
    for name, content in _files():
        box.writestr(name, content, zipfile.ZIP_STORED)
        files[name] = hashlib.sha256(content).hexdigest()
        yield done, total
    box.writestr("manifest.json", json.dumps(_manifest(parts, files), ensure_ascii=False, indent=1))
    yield total, total


def _manifest(parts: dict[str, Any], files: dict[str, str]) -> dict[str, Any]:
    head = Head.objects.filter(pk=1).first() or Head()
    return {
        "format": FORMAT, "product": sihe.__version__, "written_at": timezone.now().isoformat(),
        "journal": {"rows": head.seq, "digest": head.digest}, "tables": parts, "files": files,
        "left_out": LEFT_OUT, "index_key": settings.INDEX_KEY,
    }  # fmt: skip


def _files() -> Iterator[tuple[str, bytes]]:
    """Yield the photos as they lie; what the disk has lost is left out."""
    for key in StoredFile.objects.order_by("key").values_list("key", flat=True):
        for variant in storage.ENDINGS:
            path = storage.path_of(key, variant)
            if path.is_file():
                yield f"files/{path.name}", path.read_bytes()
