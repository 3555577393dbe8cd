"""Several processes and sudden ends, on an SQLite file of its own: no gap, no loss, no second run."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

HEAD = """
import os, signal, sys
from threading import Thread
from datetime import UTC, datetime, timedelta
import django
from django.conf import settings
from sihe.project import env
from pathlib import Path
settings.configure(
    INSTALLED_APPS=["sihe.kernel.journal", "sihe.kernel.facts"], USE_TZ=True, TIME_ZONE="Asia/Shanghai",
    DATABASES={"default": env.sqlite(Path(os.environ["FILE"]))},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()
from django.core.management import call_command
from django.db import connection, transaction
from sihe.kernel.facts import SYSTEM
from sihe.kernel.journal import listening, periodic
from sihe.kernel.journal.actions import record
from sihe.kernel.journal.courier import deliver
from sihe.kernel.journal.models import Cursor, Entry, Job, Revision
from sihe.kernel.journal.queries import first_broken
from sihe.kernel.journal.tests.happenings import THING, Counted, count
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a database file with the journal's tables."""
    file = tmp_path / "journal.sqlite3"
    run(file, "call_command('migrate', 'journal', verbosity=0)")
    return file


def run(file: Path, script: str, ends: int = 0) -> str:
    """Run a script in a process of its own and return what it printed; `ends` is its exit code."""
    process = start(file, script)
    out, _none = process.communicate(timeout=120)
    assert process.returncode == ends, out
    return out


def start(file: Path, script: str) -> "subprocess.Popen[str]":
    """Start a script in a process of its own."""
    surroundings = {**os.environ, "FILE": str(file)}
    return subprocess.Popen(
        [sys.executable, "-c", HEAD + script], env=surroundings, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def test_eight_threads_leave_no_gap_and_a_sound_chain(file: Path) -> None:
    out = run(
        file,
        """
def work(which):
    for number in range(40):
        with transaction.atomic():
            count(which * 1000 + number)
    connection.close()

threads = [Thread(target=work, args=(which,)) for which in range(8)]
[t.start() for t in threads]; [t.join() for t in threads]
seqs = list(Entry.objects.order_by("seq").values_list("seq", flat=True))
print(seqs == list(range(1, 321)), first_broken(), len({e.payload["count"] for e in Entry.objects.all()}))
""",
    )
    assert out.split() == ["True", "None", "320"]


LISTEN = """
def heard(fact, entry):
    row, _made = Revision.objects.get_or_create(name="heard")
    Revision.objects.filter(pk=row.pk).update(number=row.number * 10 + fact.count)
    if fact.count == int(os.environ.get("DIES_ON", "0")):
        os.kill(os.getpid(), signal.SIGKILL)

listening.listens(Counted)(heard)
"""


def test_a_courier_that_is_killed_loses_nothing_and_repeats_no_row(file: Path) -> None:
    run(file, "\nwith transaction.atomic():\n    count(1, 2, 3, 4)\n")
    dies = "os.environ['DIES_ON'] = '3'\n" + LISTEN + "deliver()"
    run(file, dies, ends=-signal.SIGKILL)
    show = "print(Cursor.objects.get().seq, Revision.objects.get(name='heard').number)"
    assert run(file, show).split() == ["2", "12"]
    assert run(file, LISTEN + "deliver()\n" + show).split() == ["4", "1234"]


JOB = """
def job(now):
    Revision.objects.create(name=f"run {os.getpid()} {now.isoformat()}")
    if os.environ.get("DIES"):
        os.kill(os.getpid(), signal.SIGKILL)

periodic.every(minutes=5, lease_minutes=15)(job)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""


def test_of_six_workers_at_once_one_runs_the_job(file: Path) -> None:
    workers = [start(file, JOB + "print(len(periodic.run_due(NOW)))") for _ in range(6)]
    ran = [int(worker.communicate(timeout=120)[0]) for worker in workers]
    assert sorted(ran) == [0, 0, 0, 0, 0, 1]
    assert run(file, "print(Revision.objects.count())").strip() == "1"


def test_a_job_that_is_killed_runs_again_when_its_claim_has_ended(file: Path) -> None:
    run(file, "os.environ['DIES'] = '1'\n" + JOB + "periodic.run_due(NOW)", ends=-signal.SIGKILL)
    look = "print(len(periodic.run_due(NOW + timedelta(minutes={}))))"
    assert run(file, JOB + look.format(14)).strip() == "0"
    assert run(file, JOB + look.format(15)).strip() == "1"
