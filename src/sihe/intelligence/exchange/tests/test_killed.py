"""The process is killed in the middle of an import: what is there is whole, and the next run ends it."""

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

from sihe.intelligence.exchange.tests.files import taipei

ROWS = 12_000
RUNNING = "SELECT coalesce(max(reached), 0) FROM exchange_importbatch WHERE state = 'running'"
VERIFY = "from sihe.kernel.journal.queries import first_broken; print(first_broken())"


def started(home: Path, *words: str) -> subprocess.Popen[str]:
    """Start a management command on a database of its own."""
    env = {
        k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    return subprocess.Popen(
        [sys.executable, "-m", "sihe.project.manage", *words],
        env=env | {"SIHE_DATA": str(home)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def manage(home: Path, *words: str) -> str:
    """Run a management command to its end and return what it said."""
    process = started(home, *words)
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0, out
    return out


def asked(home: Path, question: str) -> tuple[Any, ...]:
    """Ask the database directly."""
    with sqlite3.connect(home / "sihe.sqlite3", timeout=20) as base:
        return tuple(base.execute(question).fetchone() or ())


@pytest.mark.slow
def test_kill_nine(tmp_path: Path) -> None:
    home, file = tmp_path / "home", taipei(tmp_path / "a.csv", ROWS)
    manage(home, "migrate", "--noinput", "-v0")
    process = started(home, "import_matters", str(file))
    reached = 0
    for _ in range(600):
        time.sleep(0.1)
        reached = asked(home, RUNNING)[0]
        if reached >= 3_000 or process.poll() is not None:
            break
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=20)
    reached, made, state = asked(home, "SELECT reached, made, state FROM exchange_importbatch")
    assert (state, made) == ("running", reached) and 3_000 <= reached < ROWS
    assert asked(home, "SELECT count(*) FROM matters_matter") == (made,)
    entries = "SELECT count(*) FROM journal_entry WHERE fact = 'matters.BroughtIn'"
    assert asked(home, entries) == (made,)
    manage(home, "import_matters", str(file))
    assert asked(home, "SELECT reached, made, state FROM exchange_importbatch") == (
        ROWS,
        ROWS,
        "done",
    )
    assert asked(home, "SELECT count(*), count(DISTINCT origin_key) FROM matters_matter") == (
        ROWS,
        ROWS,
    )
    assert manage(home, "shell", "-v0", "-c", VERIFY).strip().endswith("None")
