"""`sihe work`: everything that happens beside the pages: the courier, what is due by the clock, long tasks."""

import logging
import os
import signal
import threading
import time

import typer

app = typer.Typer()
ROUND_S = 1.0
LONGEST_S = 30.0
LAST_WORDS_S = 8.0
log = logging.getLogger("sihe.worker")


@app.command()
def work() -> None:
    """Run the worker beside the web server (sihe serve starts one) until SIGTERM."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sihe.project.settings")
    import django

    django.setup()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    tasks = _Tasks()
    tasks.start()
    _rounds(stop, os.getppid())
    tasks.finish(LAST_WORDS_S)
    # a long task may still run: it goes on after the next start, so nobody waits for it
    os._exit(0)


def _rounds(stop: threading.Event, parent: int) -> None:
    """Go round until told to stop, or until who started it is gone."""
    told, last = -1, 0.0
    while not stop.is_set() and os.getppid() == parent:
        try:
            told, last = _round(told, last)
        except Exception:  # a database that is away for a moment must not end the worker
            log.exception("the worker's round failed")
            stop.wait(5 * ROUND_S)
        stop.wait(ROUND_S)


def _round(told: int, last: float) -> tuple[int, float]:
    """Do what there is to do; return the end of the journal and when deliveries were last tried."""
    from django.db import close_old_connections
    from django.utils import timezone

    from sihe.kernel.journal.courier import deliver
    from sihe.kernel.journal.models import Head
    from sihe.kernel.journal.periodic import run_due

    close_old_connections()
    run_due(timezone.now())
    head = Head.objects.values_list("seq", flat=True).first() or 0
    now = time.monotonic()
    if head != told or now - last > LONGEST_S:  # those who failed are tried again, too
        deliver()
        return head, now
    return told, last


class _Tasks(threading.Thread):
    """Long tasks, one after the other, in a thread of their own so that they hold up no notice."""

    def __init__(self) -> None:
        super().__init__(name="tasks", daemon=True)
        from django_tasks_db.management.commands.db_worker import Worker

        self._worker = Worker(
            queue_names=["*"], interval=ROUND_S, batch=False, backend_name="default",
            startup_delay=False, max_tasks=None, worker_id=f"sihe-{os.getpid()}",
            excluded_queue_names=[],
        )  # fmt: skip

    def run(self) -> None:
        """Work; a fault of the database is waited out."""
        while self._worker.running:
            try:
                self._worker.run()
            except Exception:
                log.exception("the task worker failed")
                time.sleep(5 * ROUND_S)

    def finish(self, seconds: float) -> None:
        """Take no further task and wait a while for the present one."""
        self._worker.running = False
        self.join(seconds if self._worker.running_task else 2 * ROUND_S)
