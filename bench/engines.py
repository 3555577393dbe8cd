"""The engines alone, in a process of its own on one thread: `python -m bench.engines` prints lines of JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict

from bench.measuring import Line


def engines() -> list[Line]:
    """Measure the engines in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.engines"], stdout=subprocess.PIPE, check=True, text=True
    )
    return [Line(**json.loads(line)) for line in done.stdout.splitlines()]


def main() -> None:
    """Measure the engines here."""
    from bench import (
        opinions,  # first: it says how many threads numpy has
        tally,
    )

    for line in [*tally.lines(), *opinions.lines()]:
        print(json.dumps(asdict(line)))


if __name__ == "__main__":
    main()
