"""Where photos lie on the disk: `<MEDIA_ROOT>/photos/<two letters>/<key>.jpg`, thumbnails beside them."""

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Literal

from django.conf import settings

Variant = Literal["photo", "small"]
ENDINGS: Final[dict[str, str]] = {"photo": ".jpg", "small": ".small.jpg"}
UNFINISHED: Final = ".part"


def folder() -> Path:
    """Return the folder of all photos."""
    return Path(settings.MEDIA_ROOT) / "photos"


def path_of(key: str, variant: str) -> Path:
    """Return where a variant of a photo lies."""
    return folder() / key[:2] / f"{key}{ENDINGS[variant]}"


def write(key: str, variant: str, content: bytes) -> None:
    """Write a file wholly or not at all: under another name first, then renamed."""
    target = path_of(key, variant)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(target.name + UNFINISHED)
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)


def remove(key: str) -> None:
    """Remove a photo and its thumbnail; what is gone already is no fault."""
    for variant in ENDINGS:
        path_of(key, variant).unlink(missing_ok=True)


def remove_all(keys: Iterable[str]) -> None:
    """Remove several photos."""
    for key in keys:
        remove(key)


def lying(older_than: float) -> Iterator[tuple[str, Path]]:
    """Yield (key, path) of every file that has lain longer than so many seconds."""
    limit = time.time() - older_than
    for path in folder().glob("*/*"):
        if path.is_file() and path.stat().st_mtime < limit:
            yield path.name.split(".", 1)[0], path
