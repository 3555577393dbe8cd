"""Keeping photos, erasing them, and sweeping up what belongs to nothing."""

import hashlib
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from sihe.engines.photos import NoPhoto, draw
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import SYSTEM, About, Actor
from sihe.kernel.facts.files import Erased
from sihe.kernel.files import rules as _rules  # noqa: F401  (registers the rules)
from sihe.kernel.files import storage
from sihe.kernel.files.models import StoredFile
from sihe.kernel.journal.actions import record
from sihe.kernel.journal.periodic import every

ORPHAN_AGE = timedelta(hours=1)
"""Longer than any request lives, so that a file whose row is about to be written is never taken."""


@transaction.atomic
def keep_photo(
    *, by: Actor, upload: UploadedFile, about: About, at: datetime | None = None
) -> StoredFile:
    """Keep a photo of a thing, drawn anew without what the camera added.

    The file is on the disk before its row: an act that fails leaves a file, never a row without one,
    and `sweep_orphans` takes the file away.

    Raises:
        Refused: on the field `photo`: `photo_too_big` (values `most`, in MB), `photo_too_many` (`most`),
            `photo_not_an_image`, `photo_heic`, `photo_broken`; or `not_allowed`.
    """
    require("files.keep", by)
    size = upload.size or 0
    content = upload.file
    if content is None:
        raise Refused("photo_not_an_image", field="photo")
    if size > settings.PHOTO_MAX_BYTES:
        raise Refused("photo_too_big", field="photo", most=settings.PHOTO_MAX_BYTES // 2**20)
    kept = StoredFile.objects.filter(about_kind=about.kind, about_id=about.id).count()
    if kept >= settings.PHOTO_MAX_COUNT:
        raise Refused("photo_too_many", field="photo", most=settings.PHOTO_MAX_COUNT)
    try:
        drawn = draw(content)
    except NoPhoto as fault:
        most = settings.PHOTO_MAX_BYTES // 2**20
        raise Refused(fault.code, field="photo", most=most) from fault
    key = uuid4().hex
    storage.write(key, "photo", drawn.photo)
    storage.write(key, "small", drawn.thumbnail)
    return StoredFile.objects.create(
        key=key, sha256=hashlib.sha256(drawn.photo).hexdigest(), bytes=len(drawn.photo),
        width=drawn.width, height=drawn.height, about_kind=about.kind, about_id=about.id,
        person_id=by.person, at=at or timezone.now(),
    )  # fmt: skip


@transaction.atomic
def erase(*, by: Actor, about: About, at: datetime | None = None) -> int:
    """Erase the files of a thing, rows now and the disk's files once the act stands; return how many."""
    require("files.erase", by)
    rows = StoredFile.objects.filter(about_kind=about.kind, about_id=about.id)
    keys = list(rows.values_list("key", flat=True))
    if not keys:
        return 0
    rows.delete()
    record(Erased(kind=about.kind, count=len(keys)), by=by, about=[about], at=at)
    transaction.on_commit(lambda: storage.remove_all(keys))
    return len(keys)


def sweep_orphans(*, by: Actor, older_than: timedelta = ORPHAN_AGE) -> int:
    """Remove files that no row knows and that nobody is still writing; return how many."""
    require("files.erase", by)
    lying = list(storage.lying(older_than.total_seconds()))
    known: set[str] = set()
    keys = sorted({key for key, _path in lying})
    for start in range(0, len(keys), 500):
        rows = StoredFile.objects.filter(key__in=keys[start : start + 500])
        known |= set(rows.values_list("key", flat=True))
    gone = 0
    for key, path in lying:
        if key not in known or path.name.endswith(storage.UNFINISHED):
            path.unlink(missing_ok=True)
            gone += 1
    return gone


@every(minutes=60)
def sweep_hourly(now: datetime) -> None:
    """Sweep up by itself, once an hour."""
    sweep_orphans(by=SYSTEM)
