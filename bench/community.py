"""What a community that moves in waits for: its roll, finding somebody, a bulletin to everybody; SQLite.

Run: `python -m bench.community`; `make bench` prints the same lines. Each measures in a process of its own, so that
memory is that of its own work. Writes docs/reference/bench-community.md.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.finding import lines as finding
from bench.house import machine
from bench.measuring import Line, table
from bench.rolls import rolls

OUT = Path(__file__).resolve().parent.parent / "docs" / "reference" / "bench-community.md"


def lines(people: int = 1_000_000) -> list[Line]:
    """Measure all three; `people`: among how many somebody is found."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.bulletins", "--json"], stdout=subprocess.PIPE, check=True, text=True
    )  # fmt: skip
    told = [Line(**one) for one in json.loads(done.stdout.splitlines()[-1])]
    return [*rolls(), *finding(people), *told]


def main() -> int:
    """Measure, print and write the table; 1 when a goal was missed."""
    began = time.perf_counter()
    found = lines()
    took = time.perf_counter() - began
    when = f"{datetime.now(UTC):%Y-%m-%d}, {took:.0f} s"
    text = (
        "# Measured speed: a community moves in\n\n"
        f"Written by `python -m bench.community` ({when}) on {machine()}. "
        f"Invented people, seeded. Times change with the machine.\n\n{table(found)}"
    )
    print(text)
    OUT.write_text(text, encoding="utf-8")
    return 1 if any(line.met is False for line in found) else 0


if __name__ == "__main__":
    sys.exit(main())
