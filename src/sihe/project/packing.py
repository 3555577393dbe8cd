"""Styles and scripts as they are sent: packed with gzip, under names that change with their content.

`sihe serve` packs them once for a version (a few seconds); until then they go out as they are.
"""

import os
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from whitenoise.storage import CompressedManifestStaticFilesStorage

PACKAGE: Final = Path(__file__).resolve().parent.parent
STAMP: Final = "packed.txt"
NOT_SENT: Final = ("vendor/fonts/*",)  # papers and picture cards are drawn with them here
OTHERS: Final = ("django-htmx", "django-allauth")  # they bring files of their own


class PackedStorage(CompressedManifestStaticFilesStorage):
    """Names with a hash of the content once packed, plain names before that (tests, development)."""

    def stored_name(self, name: str) -> str:
        """Return the name under which a file is sent."""
        return str(super().stored_name(name)) if self.hashed_files else name


def is_packed(folder: Path) -> bool:
    """Tell whether the files in `folder` were packed from the ones that are here now."""
    stamp = folder / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii") == _state()


def pack(folder: Path) -> None:
    """Pack all styles and scripts into `folder`; a stop on the way leaves them to be packed again."""
    from django.core.management import call_command

    (folder / STAMP).unlink(missing_ok=True)
    call_command(
        "collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=list(NOT_SENT)
    )
    fresh = folder / f"{STAMP}.{os.getpid()}"
    fresh.write_text(_state(), encoding="ascii")
    fresh.replace(folder / STAMP)


def _state() -> str:
    """Return a hash of name, size and time of every file of ours that is sent, and of the version of the others."""
    files = (p for folder in _folders() for p in folder.rglob("*") if p.is_file())
    told = sorted(
        f"{p.relative_to(PACKAGE)} {p.stat().st_size} {p.stat().st_mtime_ns}" for p in files
    )
    told += [f"{name} {version(name)}" for name in OTHERS]
    return sha256("\n".join(told).encode()).hexdigest()


def _folders() -> list[Path]:
    return [PACKAGE / "static", *PACKAGE.glob("*/*/static")]
