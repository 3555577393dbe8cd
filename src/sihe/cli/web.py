"""`python -m sihe.cli.web HOST PORT WORKERS`: the web processes. `sihe serve` starts this and watches it."""

import gc
import os
import sys
from collections.abc import Callable
from typing import Any, Final

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

THREADS: Final = 4
KILL_S: Final = 5
FORM: Final = "/report/"


def application(_target: str = "") -> Callable[..., Any]:
    """Return the WSGI application; in a forked process it is the one loaded before the fork."""
    from sihe.project.wsgi import application as loaded

    return loaded


def load() -> None:
    """Load the whole product once, so that processes forked from this one share its memory.

    What is loaded is put beyond the reach of the garbage collector: a walk over it would write to every page of
    shared memory and so give each process its own copy, and takes a tenth of a second in the middle of a request.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sihe.project.settings")
    import django
    from django.db import connections
    from django.urls import resolve

    django.setup()
    _pack()  # before the application, which looks once at what there is to send
    _make_start_code()
    application()
    resolve(FORM)  # loads all addresses, and with them all pages
    connections.close_all()
    gc.collect()
    gc.freeze()


def _make_start_code() -> None:
    """Lay down the start code where nobody has begun; `sihe serve` shows it."""
    from django.db import DatabaseError

    from sihe.intelligence.setup.starting import start_code

    try:
        start_code()
    except (DatabaseError, OSError) as problem:  # not migrated yet: the page makes the code later
        print(f"起步码没准备好：{problem}", file=sys.stderr)


def _pack() -> None:
    """Pack styles and scripts where that was not done for this version yet."""
    from django.conf import settings

    from sihe.project.packing import is_packed, pack

    try:
        if not is_packed(settings.STATIC_ROOT):
            pack(settings.STATIC_ROOT)
    except (
        OSError,
        ValueError,
    ) as problem:  # a full disk, a file that is not there: plain files do, too
        print(f"网页文件没整理成，照样能用，只是打开慢些。{problem}", file=sys.stderr)


def run(host: str, port: int, workers: int) -> None:
    """Serve until SIGTERM or SIGINT."""
    load()
    Granian(
        "sihe.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_S,
        log_level=LogLevels.warning,
    ).serve(target_loader=application)


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
