"""The PostgreSQL lane is what it says, and cleans up after itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from scripts import postgres_for_tests as lane

SCRIPT = Path(lane.__file__)


def test_the_tests_run_on_the_database_that_was_asked_for() -> None:
    asked = os.environ.get("DATABASE_URL", "sqlite:")
    assert connection.vendor == ("postgresql" if asked.startswith("postgres") else "sqlite")
    assert connection.vendor == "postgresql" or os.environ.get("SIHE_LANE") != "pg"


def without_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL_TEST", raising=False)
    monkeypatch.setattr(lane, "binaries", no_binaries)


def no_binaries() -> Path:
    raise lane.NoServer("nothing here")


def test_without_a_server_the_lane_says_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_server(monkeypatch)
    monkeypatch.delenv("REQUIRE_PG", raising=False)
    assert lane.main(["--", "false"]) == 0
    assert capsys.readouterr().out == "PostgreSQL lane skipped: nothing here\n"


def test_where_it_is_required_a_missing_server_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_server(monkeypatch)
    monkeypatch.setenv("REQUIRE_PG", "1")
    assert lane.main(["--", "true"]) == 1
    assert "FAILED" in capsys.readouterr().out


def test_a_server_that_is_given_is_used_as_it_is() -> None:
    surroundings = {**os.environ, "DATABASE_URL_TEST": "postgres://given"}
    command = [sys.executable, str(SCRIPT), "--", sys.executable, "-c", PRINT_URL]
    answer = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True)
    assert answer.stdout == "postgres://given\n"


PRINT_URL = "import os; print(os.environ['DATABASE_URL'], flush=True)"


@pytest.mark.slow
def test_the_command_s_exit_code_comes_back_and_the_server_is_gone() -> None:
    needs_binaries()
    body = f"{PRINT_URL}; import psycopg; psycopg.connect(os.environ['DATABASE_URL']); exit(7)"
    answer = subprocess.run(
        on_postgres(body), env=plain(), capture_output=True, text=True, check=False
    )
    assert answer.returncode == 7, answer.stderr
    assert not lane.answers(port_in(answer.stdout))


@pytest.mark.slow
def test_a_signal_stops_the_server_too() -> None:
    needs_binaries()
    body = f"{PRINT_URL}; import time; time.sleep(60)"
    with subprocess.Popen(on_postgres(body), env=plain(), stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        port = port_in(run.stdout.readline())
        assert lane.answers(port)
        run.send_signal(signal.SIGTERM)
        assert run.wait(30) == 128 + signal.SIGTERM
    deadline = time.monotonic() + 5
    while lane.answers(port) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not lane.answers(port)


def needs_binaries() -> None:
    try:
        lane.binaries()
        lane.account()
    except lane.NoServer as reason:
        pytest.skip(str(reason))


def plain() -> dict[str, str]:
    return {name: text for name, text in os.environ.items() if name != "DATABASE_URL_TEST"}


def on_postgres(body: str) -> list[str]:
    return [sys.executable, str(SCRIPT), "--", sys.executable, "-c", body]


def port_in(url: str) -> int:
    return int(url.rsplit(":", 1)[1].split("/")[0])
