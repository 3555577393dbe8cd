"""Where a file lies between upload and the end of its import: `<MEDIA_ROOT>/imports/`, closed to others.

It may hold personal data, so it is removed as soon as its rows are in, and after a week at the latest.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

ENDINGS = (".csv", ".gz", ".xlsx", ".json")
CHUNK = 1 << 18


def folder() -> Path:
    """Return the folder of files that wait."""
    place = Path(settings.MEDIA_ROOT) / "imports"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def keep(file: UploadedFile | Path, name: str) -> tuple[Path, str]:
    """Copy a file to the folder; return where it lies and its SHA-256 (hex)."""
    ending = Path(name).suffix.lower()
    kept = folder() / f"{uuid4().hex}{ending if ending in ENDINGS else '.csv'}"
    digest = hashlib.sha256()
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for piece in _pieces(file):
            digest.update(piece)
            out.write(piece)
    return kept, digest.hexdigest()


def _pieces(file: UploadedFile | Path) -> Iterator[bytes]:
    if isinstance(file, Path):
        with file.open("rb") as opened:
            while piece := opened.read(CHUNK):
                yield piece
    else:
        yield from file.chunks(CHUNK)


def file_of(kept_as: str) -> Path | None:
    """Return a kept file by its name, if it is still there."""
    path = folder() / kept_as
    return path if kept_as and path.is_file() else None


def remove(kept_as: str) -> None:
    """Remove a kept file; gone already is no fault."""
    if kept_as:
        (folder() / kept_as).unlink(missing_ok=True)
