"""Reading files."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q

from sihe.kernel.facts import About
from sihe.kernel.files.models import StoredFile


def of(about: About) -> list[StoredFile]:
    """Return the files of one thing, oldest first."""
    return list(_rows(about.kind, [about.id]))


def of_many(kind: str, ids: Iterable[int]) -> list[StoredFile]:
    """Return the files of several things of one kind, oldest first; one query."""
    wanted = list(ids)
    return list(_rows(kind, wanted)) if wanted else []


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


def _rows(kind: str, ids: list[int]) -> Iterable[StoredFile]:
    return StoredFile.objects.filter(about_kind=kind, about_id__in=ids).order_by("id")
