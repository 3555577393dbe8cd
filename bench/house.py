"""The house itself: cold start, memory, weight of pages, imports."""

from __future__ import annotations

import http.client
import json
import os
import platform
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.crowd import Server, create, get, memory, open_form, serving, session, weight
from bench.measuring import Line, Times
from sihe.project.packing import STAMP

COLD_GOAL, MEMORY_GOAL, WEIGHT_GOAL, IMPORT_GOAL = 3.0, 200.0, 150_000, 90.0
STAFF = ("property", "street", "committee", "grid")
CLIENTS, EACH, STARTS = 8, 30, 5


def house(folder: Path, code: str) -> list[Line]:
    """Cold start; what the pages of the journey weigh, `code` being a matter of the property company; memory."""
    lines = [cold(folder, anew=True), cold(folder, anew=False)]
    with serving(folder, workers=2, alone=True) as server:
        lines += weights(server, code)
    with serving(folder, workers=2, alone=True) as server:
        lines.append(remembered(server))
    return lines


def cold(folder: Path, *, anew: bool) -> Line:
    """Start the whole product several times; `anew`: as if for the first time, with styles and scripts unpacked."""
    found = []
    for _ in range(STARTS):
        if anew:
            (folder / "static" / STAMP).unlink(missing_ok=True)
        with serving(folder) as server:
            found.append(server.cold_s)
    took, what = Times(tuple(found)).median, "first" if anew else "later"
    return Line(f"cold start of `sihe serve` to the first page, {what} (median of {STARTS})", "", f"{took:.1f} s",
                f"<= {COLD_GOAL:.0f} s", took <= COLD_GOAL)  # fmt: skip


def weights(server: Server, code: str) -> list[Line]:
    """Weigh each page of the journey at a first visit."""
    receipt, resident = reported(server.port)
    cookie = session("property")
    pages = [("/", "/", ""), ("/start/", "/start/", ""), ("/report/", "/report/", ""),
             ("the receipt", receipt, resident), ("/follow/", "/follow/", ""), ("/desk/", "/desk/", cookie),
             ("/matters/", "/matters/", cookie), ("a matter", f"/matters/{code}/", cookie)]  # fmt: skip
    lines = []
    for name, path, who in pages:
        sent, unpacked = weight(server.port, path, who)
        lines.append(Line(f"{name} with styles and scripts, as sent", "", f"{sent / 1e3:.0f} kB",
                          f"<= {WEIGHT_GOAL / 1e3:.0f} kB", sent <= WEIGHT_GOAL,
                          f"unpacked {unpacked / 1e3:.0f} kB"))  # fmt: skip
    return lines


def reported(port: int) -> tuple[str, str]:
    """Report something as a resident; return the address of the receipt and the cookies with which it opens."""
    from sihe.kernel.places.models import Area, Level

    line, page, cookie = open_form(port)
    building = Area.objects.filter(level=Level.BUILDING).values_list("pk", flat=True)[0]
    answer = create(line, page, cookie, 1, building)
    if answer is None:
        raise AssertionError("the report was not taken in")
    line.close()
    return answer[0], f"{cookie}; {answer[1]}"


def remembered(server: Server) -> Line:
    """Let several people work at once, then read the memory."""
    cookies = [session(who) for who in STAFF]
    paths = ("/report/", "/desk/", "/matters/", "/start/")

    def work(client: int) -> None:
        for turn in range(EACH):
            line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
            cookie = {"Cookie": cookies[(client + turn) % len(cookies)]}
            status, _ = get(line, paths[turn % len(paths)], cookie)
            line.close()
            if status != 200:
                raise AssertionError(f"{paths[turn % len(paths)]} answered {status}")

    fresh, _ = memory(server.process.pid)
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(work, range(CLIENTS)))
    used, mapped = memory(server.process.pid)
    return Line(
        f"memory (PSS) of the web server with 2 processes, after {CLIENTS * EACH} pages for {CLIENTS} clients at once",
        "", f"{used:.0f} MiB", f"<= {MEMORY_GOAL:.0f} MiB", used <= MEMORY_GOAL,
        f"fresh {fresh:.0f} MiB; database file mapped besides {mapped:.0f} MiB",
    )  # fmt: skip


def imports() -> list[Line]:
    """Import both real files in a process of its own; nothing where they are absent."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.importing"], stdout=subprocess.PIPE, check=True, text=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    if found is None:
        return []
    peaks = ", ".join(f"{mib} MiB at {share}" for share, mib in found["peaks"].items())
    return [
        Line(f"import of both real files: {found['accepted']:,} accepted, {found['refused']:,} refused",
             f"{found['rows']:,}", f"{found['seconds']:.0f} s", f"< {IMPORT_GOAL:.0f} s",
             found["seconds"] < IMPORT_GOAL, f"highest memory of the process {peaks}")
    ]  # fmt: skip


def machine() -> str:
    """Describe what it was measured on."""
    import django

    cpu = next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                if line.startswith("model name")), platform.processor())  # fmt: skip
    return (f"{os.cpu_count()} cores ({cpu}), {platform.system()} {platform.release()}, Python "
            f"{platform.python_version()}, Django {django.get_version()}, SQLite {sqlite3.sqlite_version}")  # fmt: skip
