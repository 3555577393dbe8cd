"""Side by side: ours and a peer in turns, results compared before times."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Timed = Callable[[], Any]


@dataclass(frozen=True)
class Times:
    """Seconds of each run."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        """Return the median."""
        return statistics.median(self.runs)

    @property
    def p95(self) -> float:
        """Return the value that 95 % of the runs stay below (nearest rank)."""
        ordered = sorted(self.runs)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


@dataclass(frozen=True)
class Line:
    """One line of the table: what, at which size, ours, the goal, the peer and the ratio peer / ours."""

    what: str
    size: str
    ours: str
    goal: str
    met: bool | None
    peer: str = ""
    ratio: str = ""


def timed(act: Timed) -> tuple[float, Any]:
    """Run once; return seconds and result."""
    began = time.perf_counter()
    result = act()
    return time.perf_counter() - began, result


def in_turns(ours: Timed, peer: Timed, turns: int) -> tuple[Times, Times]:
    """Time both in turns, after one run of each whose results must be equal."""
    one, other = ours(), peer()
    if one != other:
        raise AssertionError("ours and the peer differ: no times are worth comparing")
    pairs = [(timed(ours)[0], timed(peer)[0]) for _ in range(turns)]
    return Times(tuple(a for a, _ in pairs)), Times(tuple(b for _, b in pairs))


def repeated(act: Timed, turns: int) -> Times:
    """Time one act."""
    act()
    return Times(tuple(timed(act)[0] for _ in range(turns)))


def ms(seconds: float) -> str:
    """Return milliseconds as text."""
    return f"{seconds * 1e3:.1f} ms"


def table(lines: list[Line]) -> str:
    """Return the lines as a Markdown table."""
    heads = (
        "| what | size | ours | goal | met | peer | peer / ours |\n|---|---|---|---|---|---|---|\n"
    )
    words = {True: "yes", False: "**no**", None: ""}
    return heads + "".join(
        f"| {x.what} | {x.size} | {x.ours} | {x.goal} | {words[x.met]} | {x.peer} | {x.ratio} |\n"
        for x in lines
    )
