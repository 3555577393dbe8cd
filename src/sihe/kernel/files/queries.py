"""Reading files."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q

from sihe.kernel.facts import About
from sihe.kernel.files import storage
from sihe.kernel.files.models import StoredFile


def of(about: About) -> list[StoredFile]:
    """Return the files of one thing, oldest first."""
    rows = StoredFile.objects.filter(about_kind=about.kind, about_id=about.id)
    return list(rows.order_by("id"))


def content(file: StoredFile) -> bytes:
    """Return a photo (JPEG); nothing where the disk has lost it."""
    path = storage.path_of(file.key, "photo")
    return path.read_bytes() if path.is_file() else b""


def of_each(abouts: Sequence[About]) -> dict[About, list[StoredFile]]:
    """Return the files of things of any kind, oldest first, by thing; one query."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for about in abouts:
        by_kind[about.kind].append(about.id)
    if not by_kind:
        return {}
    asked = Q()
    for kind, ids in by_kind.items():
        asked |= Q(about_kind=kind, about_id__in=ids)
    found: dict[About, list[StoredFile]] = defaultdict(list)
    for file in StoredFile.objects.filter(asked).order_by("id"):
        found[About(file.about_kind, file.about_id)].append(file)
    return dict(found)
