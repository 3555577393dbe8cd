"""The server starts with its worker, answers, and leaves nothing behind when it is told to stop."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

SIHE = (sys.executable, "-c", "from sihe.cli.main import app; app()")


def free_port() -> int:
    """Return a port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children(pid: int) -> set[int]:
    """Return all processes below one (Linux)."""
    found: set[int] = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        if parent == pid:
            below = int(stat.parent.name)
            found |= {below} | children(below)
    return found


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """A database of its own, migrated."""
    env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {
        "SIHE_DATA": str(tmp_path)
    }
    words = [sys.executable, "-m", "sihe.project.manage", "migrate", "--noinput", "-v0"]
    subprocess.run(words, env=env, check=True, timeout=120)
    return env


@pytest.fixture
def server(surroundings: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A running server and its port."""
    port = free_port()
    process = subprocess.Popen(
        [*SIHE, "serve", "--port", str(port), "--workers", "2"], env=surroundings, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    yield process, port
    if process.poll() is None:
        process.kill()
    process.wait(20)


def answers(port: int) -> int:
    """Wait for an answer and return its status."""
    for _ in range(200):
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{port}/accounts/login/", timeout=5
            ) as got:
                return int(got.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.1)
    return 0


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="counts processes by /proc")
def test_start_and_stop(
    server: tuple[subprocess.Popen[str], int], surroundings: dict[str, str]
) -> None:
    process, port = server
    assert answers(port) == 200
    time.sleep(1)
    below = children(process.pid)
    assert len(below) >= 4  # the web server, its two processes, the worker
    taken = subprocess.run(
        [*SIHE, "serve", "--port", str(port)], env=surroundings, capture_output=True, text=True,
        timeout=30, check=False,
    )  # fmt: skip
    assert taken.returncode == 1 and str(port) in taken.stderr
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert not [pid for pid in below if Path(f"/proc/{pid}/stat").exists() and not _is_dead(pid)]
    assert f"http://127.0.0.1:{port}/" in (process.stdout.read() if process.stdout else "")


@pytest.mark.slow
@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells children that their parent is gone"
)
def test_nothing_stays_when_it_is_killed(server: tuple[subprocess.Popen[str], int]) -> None:
    process, port = server
    assert answers(port) == 200
    below = children(process.pid)
    process.kill()
    until = time.monotonic() + 20
    while time.monotonic() < until and not all(_is_dead(pid) for pid in below):
        time.sleep(0.2)
    assert all(_is_dead(pid) for pid in below)


def _is_dead(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def test_the_command_starts_without_django() -> None:
    program = "import sys; import sihe.cli.main; print('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_help_names_every_command() -> None:
    done = subprocess.run([*SIHE, "--help"], capture_output=True, text=True, check=True)
    for name in ("journal", "serve", "work"):
        assert name in done.stdout
