"""The process is killed while a roll is read and written: what is there is whole, and the next run ends it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

PEOPLE = 6_000
ROOT = Path(__file__).resolve().parents[5]
# `SCRIPT begin`: build a community, take a roll. `SCRIPT work`: confirm what is open, do what the roll waits for.
SCRIPT = """
import sys
from pathlib import Path
import django
django.setup()
from bench.rolls import ground
from sihe.engines.rolls.tests.making import as_csv, people
from sihe.intelligence.rolls import actions as rolls
from sihe.intelligence.rolls.models import Roll, RollState
from sihe.intelligence.rollwork import actions, running
from sihe.kernel.organisations.queries import actor_of
folder, what = Path(sys.argv[1]), sys.argv[2]
if what == "begin":
    made = people(int(sys.argv[3]))[:int(sys.argv[3])]
    community, by = ground(made)
    file = as_csv(folder / "a.csv", [m.cells() for m in made])
    rolls.start_reading(by=by, roll=rolls.take_roll(by=by, file=file, area=community))
else:
    roll = Roll.objects.get()
    roll = running.go_on(roll.pk)
    if roll.state == RollState.OPEN:
        by = actor_of(roll.person_id)
        actions.decide(by=by, roll=roll, changes=roll.changes.all(), verdict="take")
        roll = running.go_on(roll.pk)
    print(roll.state)
"""
VERIFY = "from sihe.kernel.journal.queries import first_broken; print(first_broken())"


def started(home: Path, *words: str) -> subprocess.Popen[str]:
    """Start a program of ours on a database of its own."""
    env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    mine = {"SIHE_DATA": str(home), "DJANGO_SETTINGS_MODULE": "sihe.project.settings"}
    return subprocess.Popen(
        [sys.executable, *words], env=env | mine, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT
    )  # fmt: skip


def ran(home: Path, *words: str) -> str:
    """Run a program to its end and return what it said."""
    process = started(home, *words)
    out, _ = process.communicate(timeout=300)
    assert process.returncode == 0, out
    return out.strip()


def asked(home: Path, question: str) -> tuple[Any, ...]:
    """Ask the database directly."""
    with sqlite3.connect(home / "sihe.sqlite3", timeout=20) as base:
        return tuple(base.execute(question).fetchone() or ())


def killed_when(home: Path, question: str, least: int) -> None:
    """Start the work and kill it as soon as the answer is large enough."""
    process = started(home, "-c", SCRIPT, str(home), "work")
    for _ in range(3_000):
        if asked(home, question)[0] >= least or process.poll() is not None:
            break
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=20)


@pytest.mark.slow
def test_kill_nine(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    ran(home, "-m", "sihe.project.manage", "migrate", "--noinput", "-v0")
    ran(home, "-c", SCRIPT, str(home), "begin", str(PEOPLE))

    killed_when(home, "SELECT rows FROM rolls_roll", 2_000)
    state, rows, sound, refused = asked(home, "SELECT state, rows, sound, refused FROM rolls_roll")
    assert state == "reading" and 2_000 <= rows < PEOPLE and rows == sound + refused
    assert asked(home, "SELECT count(*) FROM rolls_rollchange") == (sound,)
    assert asked(home, "SELECT count(*) FROM people_residence") == (0,)

    done = "SELECT count(*) FROM rolls_rollchange WHERE done_at IS NOT NULL"
    killed_when(home, done, 1_500)
    (written,) = asked(home, done)
    assert asked(home, "SELECT state FROM rolls_roll") == ("writing",) and 1_500 <= written < PEOPLE
    assert asked(home, "SELECT count(*) FROM people_residence") == (written,)
    begun = "SELECT count(*) FROM journal_entry WHERE fact = 'people.ResidenceBegun'"
    assert asked(home, begun) == (written,)

    assert ran(home, "-c", SCRIPT, str(home), "work") == "done"
    assert asked(home, "SELECT rows, sound FROM rolls_roll") == (PEOPLE, PEOPLE)
    everybody = (
        "SELECT count(*), count(DISTINCT person_id) FROM people_residence WHERE until IS NULL"
    )
    assert asked(home, everybody) == (PEOPLE, PEOPLE)
    verified = ran(home, "-m", "sihe.project.manage", "shell", "-v0", "-c", VERIFY)
    assert verified.endswith("None")
    assert list((home / "files" / "rolls").glob("[!p]*")) == []
