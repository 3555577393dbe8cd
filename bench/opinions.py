"""Opinion groups beside red-dwarf: the same votes as a list of dictionaries, in turns, one thread.

Run: `python -m bench.opinions` prints a Markdown table; where `reddwarf` can be imported (it is no
dependency: install it into an environment of its own and put `src` on PYTHONPATH) both are measured side
by side, else ours alone, and that is said. Both build the matrix, find axes and groups, and work out
what groups stand for, consensus and group-aware consensus; our stability figure, which the peer
has not, is measured apart. Compared before any time is told: number of people and statements, both
axes (|cos| >= 0.999) and the consensus statements.

ARI is the adjusted Rand index with the published groups of the three conversations in the shared data.
"""

from __future__ import annotations

import csv
import os
import random
import statistics
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np  # noqa: E402  (after the number of its threads)

from bench.measuring import Line, Times, ms, repeated, table, timed  # noqa: E402
from bench.shared_data import shared_file  # noqa: E402
from sihe.engines.opinions import adjusted_rand, analyse, votes  # noqa: E402

NAMES = ("brexit-consensus", "bg2050-volunteers", "scoop-hivemind.taxes")
TURNS = 7
SMALL, LARGE = 8.0, 4.0
LARGE_PEOPLE = 1_000
Given = list[dict[str, int]]
Peer = Callable[..., Any]


def peer() -> Peer | None:
    """Return red-dwarf's pipeline, if it is here."""
    try:
        from reddwarf.implementations.polis import run_pipeline  # type: ignore[import-not-found]
    except ImportError:
        return None
    return run_pipeline  # type: ignore[no-any-return]


def real(name: str) -> tuple[Given, list[int], dict[int, int]] | None:
    """Return last votes, moderated statements and published groups of a conversation."""
    file = shared_file(f"deliberation/{name}/votes.csv")
    if file is None:
        return None
    last: dict[tuple[int, int], tuple[int, int]] = {}
    for x in rows(file):
        cell = int(x["voter-id"]), int(x["comment-id"])
        at = int(x["timestamp"]), -int(x["vote"])
        last[cell] = max(last.get(cell, at), at)
    given = [
        {"participant_id": p, "statement_id": s, "vote": -vote, "modified": time}
        for (p, s), (time, vote) in sorted(last.items())
    ]
    out = [
        int(x["comment-id"]) for x in rows(file.parent / "comments.csv") if x["moderated"] == "-1"
    ]
    groups = {
        int(x["participant"]): int(x["group-id"])
        for x in rows(file.parent / "participants-votes.csv")
        if x["group-id"]
    }
    return given, out, groups


def rows(file: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV."""
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def invented(
    people: int, statements: int, seed: int = 6
) -> tuple[Given, list[int], dict[int, int]]:
    """Invent a conversation with three groups; a person answers a third of the statements."""
    chance = random.Random(seed)
    views = [[chance.choice([1, -1, 0]) for _ in range(statements)] for _ in range(3)]
    groups = {person: chance.choices(range(3), weights=[5, 3, 2])[0] for person in range(people)}
    given = [
        {
            "participant_id": person, "statement_id": statement, "modified": 1,
            "vote": views[group][statement] if chance.random() < 0.6 else chance.choice([1, 0, -1]),
        }
        for person, group in groups.items()
        for statement in range(statements)
        if chance.random() < 0.35
    ]  # fmt: skip
    return given, [], groups


def ours(given: Given, out: list[int], runs: int = 0) -> dict[str, Any]:
    """Analyse the list of dictionaries."""
    found = votes(
        [x["participant_id"] for x in given], [x["statement_id"] for x in given],
        [x["vote"] for x in given], [x["modified"] for x in given], moderated=out,
    )  # fmt: skip
    return analyse(found, runs=runs)


def likeness(labels: dict[int, int], groups: dict[int, int]) -> float:
    """Return the adjusted Rand index over the people that both grouped."""
    both = sorted(labels.keys() & groups.keys())
    return adjusted_rand(np.array([labels[p] for p in both]), np.array([groups[p] for p in both]))


def compared(mine: dict[str, Any], other: Any) -> None:
    """Raise where the two do not say the same of the same votes."""
    frame = other.statements_df
    if (mine["participants"], mine["statements"]) != (len(other.participants_df), len(frame)):
        raise AssertionError("other people or statements")
    for axis in ("pc1", "pc2"):
        if abs(float(np.dot(mine["axes"][axis], frame[axis].to_numpy()))) < 0.999:
            raise AssertionError(f"another {axis}")
    theirs = {
        side: [int(x["tid"]) for x in other.consensus[side]] for side in ("agree", "disagree")
    }
    if theirs != mine["consensus"]:
        raise AssertionError(f"another consensus: {theirs}, ours {mine['consensus']}")


def measured(
    name: str, found: tuple[Given, list[int], dict[int, int]], pipeline: Peer | None
) -> list[Line]:
    """Measure one conversation."""
    given, out, groups = found
    mine = ours(given, out)
    people = mine["participants"]
    size = f"{people:,} x {mine['statements']}"
    own = {p: int(group) for group, members in mine["groups"].items() for p in members}
    ari = likeness(own, groups)
    goal = LARGE if people >= LARGE_PEOPLE else SMALL
    what = f"opinions: {name} (median)"
    if pipeline is None:
        times = repeated(lambda: ours(given, out), TURNS)
        lines = [
            Line(
                what, size, ms(times.median), f">= {goal:.0f} x", None, "red-dwarf is not here", ""
            )
        ]
    else:
        run: Peer = pipeline
        one = run(votes=given, mod_out_statement_ids=out, random_state=1)
        compared(mine, one)
        pairs = [
            (timed(lambda: ours(given, out))[0],
             timed(lambda: run(votes=given, mod_out_statement_ids=out, random_state=1))[0])
            for _ in range(TURNS)
        ]  # fmt: skip
        a, b = Times(tuple(x for x, _ in pairs)), Times(tuple(x for _, x in pairs))
        ratio = b.median / a.median
        labels = one.participants_df["cluster_id"].dropna().astype(int).to_dict()
        theirs = likeness(labels, groups)
        lines = [
            Line(what, size, ms(a.median), f">= {goal:.0f} x", ratio >= goal, f"red-dwarf {ms(b.median)}",
                 f"{ratio:.1f} x"),
            Line(f"opinions: {name}: ARI with the {'invented' if name == 'invented' else 'published'} groups",
                 size, f"{ari:.4f}", "no less than the peer", ari >= theirs, f"red-dwarf {theirs:.4f}", ""),
        ]  # fmt: skip
    full = statistics.median(timed(lambda: ours(given, out, runs=20))[0] for _ in range(3))
    lines.append(Line(f"opinions: {name} with the stability of 20 runs", size, ms(full), "", None))
    return lines


def lines() -> list[Line]:
    """Measure everything that is here."""
    warnings.filterwarnings("ignore")
    pipeline = peer()
    found: list[Line] = []
    for name in NAMES:
        conversation = real(name)
        if conversation is None:
            found.append(Line(f"opinions: {name}", "", "the shared data is not here", "", None))
        else:
            found += measured(name, conversation, pipeline)
    return found + measured("invented", invented(2_000, 120), pipeline)


if __name__ == "__main__":
    sys.stdout.write(table(lines()))
