"""Both real files of matters (Boston and Taipei, 38,721 rows) through the importer: seconds, and memory on the way.

Run: `python -m bench.importing` prints one line of JSON. A process of its own on an empty database, so that the memory
is that of the importer: dry run and import as the command does them, the rows into area trees of their own. Checked
before anything is told: every row is accepted or refused, and a second dry run finds nothing new.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.shared_data import shared_file
from bench.throwaway import throwaway

FILES = (("boston311", "matters/boston311_2015_08.csv"),
         ("taipei1999", "matters/taipei1999_202504_202604.csv"))  # fmt: skip
MARKS = (0.1, 0.5, 1.0)


@dataclass
class Import:
    """What was measured. `peaks`: highest memory of the process in MiB when 10, 50 and 100 % of all rows were in."""

    rows: int = 0
    accepted: int = 0
    refused: int = 0
    seconds: float = 0.0
    peaks: dict[str, int] = field(default_factory=dict)


def highest() -> int:
    """Return the most memory that this process has held so far, in MiB (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def files() -> list[tuple[str, Path]]:
    """Return profile and path of the files that are here."""
    found = [(profile, shared_file(name)) for profile, name in FILES]
    return [(profile, path) for profile, path in found if path is not None]


def bring(profile: str, file: Path, into: Import, total: int) -> None:
    """Dry run and import of one file; then a dry run that must find nothing new."""
    from sihe.intelligence.exchange import actions, running
    from sihe.kernel.facts import SYSTEM

    def seen(done: int, _rows: int) -> None:
        for mark in MARKS:
            if before + done >= mark * total:
                into.peaks.setdefault(f"{mark:.0%}", highest())

    before, began = into.rows, time.perf_counter()
    batch = actions.take_file(by=SYSTEM, file=file, profile=profile)
    actions.start_check(by=SYSTEM, batch=batch)
    batch = running.go_on(batch.pk)
    actions.start_import(by=SYSTEM, batch=batch)
    batch = running.go_on(batch.pk, seen)
    into.seconds += time.perf_counter() - began
    if batch.accepted + batch.refused != batch.rows:
        raise AssertionError(
            f"{batch.accepted} accepted and {batch.refused} refused of {batch.rows}"
        )
    into.rows += batch.rows
    into.accepted += batch.accepted
    into.refused += batch.refused
    again = actions.take_file(by=SYSTEM, file=file, profile=profile)
    actions.start_check(by=SYSTEM, batch=again)
    again = running.go_on(again.pk)
    if again.made or again.known != batch.accepted:
        raise AssertionError(f"a second run would add {again.made} of {batch.accepted}")


def measured() -> dict[str, Any] | None:
    """Measure in this process; None without the files."""
    here = files()
    if len(here) < len(FILES):
        return None
    found = Import()
    total = sum(_rows(path) for _, path in here)
    with throwaway():
        for profile, path in here:
            bring(profile, path, found, total)
    return asdict(found)


def _rows(path: Path) -> int:
    from sihe.engines.tables import rows

    return sum(1 for _ in rows(path))


if __name__ == "__main__":
    print(json.dumps(measured()))
    sys.exit(0)
