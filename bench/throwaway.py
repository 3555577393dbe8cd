"""A database that lives as long as one measurement, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def throwaway() -> Iterator[Path]:
    """Set Django up on an empty, migrated database in a temporary folder; once a process."""
    folder = Path(tempfile.mkdtemp(prefix="sihe-bench-"))
    os.environ["SIHE_DATA"] = str(folder)
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sihe.project.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", interactive=False, verbosity=0)
    try:
        yield folder
    finally:
        connections.close_all()
        shutil.rmtree(folder, ignore_errors=True)
