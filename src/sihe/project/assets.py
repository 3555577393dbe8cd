"""Styles, scripts and pictures as they go out: compressed, under names that change with their content."""

import hashlib
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

NEVER_SENT: Final = ("fonts",)  # for papers only, 20 MB


def print_of_sources() -> str:
    """Return a fingerprint of all files that can go out; any change of name, size or time gives another one."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([*NEVER_SENT]):
            stat = Path(storage.path(path)).stat()
            seen.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def _mark() -> Path:
    return Path(settings.STATIC_ROOT) / ".collected"


def collected() -> bool:
    """Tell whether the collected files are those of this version of the product."""
    mark = _mark()
    return mark.is_file() and mark.read_text(encoding="ascii") == print_of_sources()


def collect() -> bool:
    """Collect and compress all files where that has not been done; tell whether there was anything to do.

    Files of an earlier version stay: a page that is open in a browser may still ask for them.
    """
    if collected():
        return False
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=[*NEVER_SENT])
    _mark().write_text(print_of_sources(), encoding="ascii")
    return True


class Collected(CompressedManifestStaticFilesStorage):
    """Names files as they were collected; before that, and after a change, by their plain names.

    Tests and a developer's server collect nothing, and files left over from another version are worse than
    plain ones: those whitenoise finds where they lie.
    """

    manifest_strict = False

    def load_manifest(self) -> tuple[dict[str, str], str]:
        """Read the names, unless they are of another version."""
        names: tuple[dict[str, str], str] = super().load_manifest() if collected() else ({}, "")
        return names

    def stored_name(self, name: str) -> str:
        """Return the collected name of a file, else its plain one."""
        known = self.hash_key(self.clean_name(name)) in self.hashed_files
        return str(super().stored_name(name)) if known else name
