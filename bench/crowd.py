"""A real server on loopback and clients that use it as browsers do."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urljoin
from uuid import uuid4

from bench.measuring import Times

COMPRESSED = {"Accept-Encoding": "gzip, br"}
TOKEN = re.compile(rb'name="token" value="([0-9a-f-]+)"')
CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
ASSET = re.compile(rb'(?:href|src)="([^"#?]+\.(?:css|js|svg))["#]')


@dataclass(frozen=True)
class Server:
    """A running server: its port, its process and how long the first answer took."""

    port: int
    process: subprocess.Popen[bytes]
    cold_s: float


@contextmanager
def serving(folder: Path, workers: int = 2, *, alone: bool = False) -> Iterator[Server]:
    """Start `sihe serve` (alone: only its web server) on a database and stop it in the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    env = os.environ | {"SIHE_DATA": str(folder), "SIHE_DEMO": "1", "MALLOC_ARENA_MAX": "2"}
    web = [sys.executable, "-m", "sihe.cli.web", "127.0.0.1", str(port), str(workers)]
    whole = [sys.executable, "-c", "from sihe.cli.main import app; app()", "serve", "--port", str(port),
             "--workers", str(workers)]  # fmt: skip
    began = time.perf_counter()
    process = subprocess.Popen(web if alone else whole, env=env, stdout=subprocess.DEVNULL)
    try:
        while not _answers(port):
            if process.poll() is not None or time.perf_counter() - began > 60:
                raise RuntimeError("the server did not start")
            time.sleep(0.02)
        yield Server(port, process, time.perf_counter() - began)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(port: int) -> bool:
    try:
        return get(http.client.HTTPConnection("127.0.0.1", port, timeout=10), "/report/")[0] == 200
    except OSError:
        return False


def session(username: str) -> str:
    """Sign a persona in and return the cookie."""
    from django.test import Client

    from sihe.kernel.people.models import Account

    client = Client()
    client.force_login(
        Account.objects.get(username=username), "django.contrib.auth.backends.ModelBackend"
    )
    return f"sessionid={client.cookies['sessionid'].value}"


def get(
    line: http.client.HTTPConnection, path: str, headers: dict[str, str] | None = None
) -> tuple[int, bytes]:
    """Ask for a page; return status and body."""
    line.request("GET", path, headers=headers or {})
    answer = line.getresponse()
    return answer.status, answer.read()


def create(
    line: http.client.HTTPConnection, page: bytes, cookie: str, number: int, building: int
) -> tuple[str, str] | None:
    """Send one report of a building through the form; return where it led and the cookies it set, None if refused."""
    csrf = CSRF.search(page)
    body = urlencode({
        "csrfmiddlewaretoken": csrf[1].decode() if csrf else "", "token": str(uuid4()), "pick": f"a{building}",
        "what": f"楼道的灯不亮，第{number}次说了", "seen": "1",
    })  # fmt: skip
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie,
               "Referer": f"http://127.0.0.1:{line.port}/report/"}  # fmt: skip
    line.request("POST", "/report/", body, headers)
    answer = line.getresponse()
    answer.read()
    return (answer.getheader("Location", ""), _cookies(answer)) if answer.status == 302 else None


def open_form(port: int) -> tuple[http.client.HTTPConnection, bytes, str]:
    """Open the report form as one visitor: connection, page, cookies."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", "/report/")
    answer = line.getresponse()
    page = answer.read()
    return line, page, _cookies(answer)


def _cookies(answer: http.client.HTTPResponse) -> str:
    set_ = (value for name, value in answer.getheaders() if name.lower() == "set-cookie")
    return "; ".join(value.split(";", 1)[0] for value in set_)


def creates(port: int, first: int, count: int, buildings: list[int]) -> tuple[Times, int]:
    """Send `count` reports one after the other; return their times and how many failed."""
    line, page, cookie = open_form(port)
    times, failed = [], 0
    for number in range(first, first + count):
        began = time.perf_counter()
        failed += None is create(line, page, cookie, number, buildings[number % len(buildings)])
        times.append(time.perf_counter() - began)
    line.close()
    return Times(tuple(times)), failed


def crowd(
    port: int, first: int, clients: int, each: int, buildings: list[int]
) -> tuple[Times, int, float]:
    """Let `clients` send `each` reports at once; return times, failures and reports a second."""
    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        done = list(
            pool.map(lambda n: creates(port, first + n * each, each, buildings), range(clients))
        )
    took = time.perf_counter() - began
    times = Times(tuple(t for one, _ in done for t in one.runs))
    return times, sum(failed for _, failed in done), clients * each / took


def weight(port: int, path: str, cookie: str = "") -> tuple[int, int]:
    """Return the bytes of a page with its styles and scripts: as sent to a browser, and unpacked."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = COMPRESSED | ({"Cookie": cookie} if cookie else {})
    sent = unpacked = 0
    plain = get(line, path, {"Cookie": cookie} if cookie else {})[1]
    for address in [path, *dict.fromkeys(urljoin(path, a.decode()) for a in ASSET.findall(plain))]:
        sent += len(get(line, address, headers)[1])
        unpacked += len(get(line, address, {"Cookie": cookie} if cookie else {})[1])
    line.close()
    return sent, unpacked


def memory(pid: int) -> tuple[float, float]:
    """Return the proportional memory (PSS) of a process and all below it in MiB (Linux): its own, and apart from
    it the pages of the database file that SQLite maps, which the system takes back when it needs them."""
    own = mapped = 0
    for process in [pid, *_below(pid)]:
        try:
            maps = Path(f"/proc/{process}/smaps").read_text(errors="replace")
        except OSError:
            continue
        for block in re.split(r"^(?=[0-9a-f]+-[0-9a-f]+ )", maps, flags=re.M):
            found = re.search(r"^Pss:\s+(\d+) kB", block, re.M)
            if found and ".sqlite3" in block.split("\n", 1)[0]:
                mapped += int(found[1])
            elif found:
                own += int(found[1])
    return own / 1024, mapped / 1024


def _below(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        if parent == pid:
            found += [int(stat.parent.name), *_below(int(stat.parent.name))]
    return found
