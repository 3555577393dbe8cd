"""Where a roll's file lies until it is compared: encrypted, in `<MEDIA_ROOT>/rolls/`, closed to others.

It is decrypted only while it is read, into a file that goes with the reading; what a kill leaves of that is
removed at the next reading and by a periodic job.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from sihe.intelligence.rolls.models import LIVE, Roll, RollState
from sihe.kernel.access.refusals import Refused
from sihe.kernel.privacy.crypto import decrypt, encrypt

ENDINGS = (".csv", ".gz", ".xlsx")
CHUNK = 1 << 18
PLAIN, PLAIN_SECONDS = "plain-", 3600


def folder() -> Path:
    """Return the folder of files that wait."""
    place = Path(settings.MEDIA_ROOT) / "rolls"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


@contextmanager
def plain_copy(file: UploadedFile | Path, name: str) -> Iterator[Path]:
    """Give a readable copy for as long as the block lasts."""
    ending = Path(name).suffix.lower()
    suffix = ending if ending in ENDINGS else ".csv"
    with NamedTemporaryFile(dir=folder(), prefix=PLAIN, suffix=suffix) as out:
        for piece in _pieces(file):
            out.write(piece)
        out.flush()
        yield Path(out.name)


def keep(plain: Path) -> str:
    """Encrypt a file into the folder; return its name there. Each line is one piece."""
    name = f"{uuid4().hex}{plain.suffix}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(folder() / name, flags, 0o600), "w", encoding="ascii") as out:
        for piece in _pieces(plain):
            out.write(encrypt(piece.decode("latin-1")) + "\n")
    return name


@contextmanager
def readable(kept_as: str) -> Iterator[Path]:
    """Decrypt a kept file for as long as the block lasts.

    Raises:
        Refused: `roll_file_gone`.
    """
    sweep_plain()
    path = folder() / kept_as
    if not kept_as or not path.is_file():
        raise Refused("roll_file_gone")
    with NamedTemporaryFile(dir=folder(), prefix=PLAIN, suffix=path.suffix) as out:
        with path.open(encoding="ascii") as lines:
            for line in lines:
                out.write(decrypt(line.strip()).encode("latin-1"))
        out.flush()
        yield Path(out.name)


def remove(kept_as: str) -> None:
    """Remove a kept file; gone already is no fault."""
    if kept_as:
        (folder() / kept_as).unlink(missing_ok=True)


def sweep_plain() -> int:
    """Remove what a killed process left readable; return how many."""
    old = [f for f in folder().glob(f"{PLAIN}*") if f.stat().st_mtime < time.time() - PLAIN_SECONDS]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def forget_rolls(before: datetime) -> int:
    """Retention of `roll`: what rolls say of people goes, and with it the way to undo them; figures stay."""
    idle = Roll.objects.filter(touched_at__lt=before).exclude(
        state__in=set(LIVE) - {RollState.OPEN}
    )
    count = 0
    for roll in idle:
        remove(roll.kept_as)
        count += (
            roll.changes.all().delete()[0] + roll.refusals.all().delete()[0] + bool(roll.kept_as)
        )
        if roll.state in (RollState.NEW, RollState.OPEN):
            Roll.objects.filter(pk=roll.pk).update(
                state=RollState.DROPPED, trouble="roll-forgotten"
            )
        Roll.objects.filter(pk=roll.pk).update(kept_as="")
    return count


def _pieces(file: UploadedFile | Path) -> Iterator[bytes]:
    if isinstance(file, Path):
        with file.open("rb") as opened:
            while piece := opened.read(CHUNK):
                yield piece
    else:
        yield from file.chunks(CHUNK)
