"""The whole analysis of a conversation as plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from sihe.engines.opinions import statistics
from sihe.engines.opinions.grouping import find_groups
from sihe.engines.opinions.plane import Plane, plane
from sihe.engines.opinions.problem import Id, Integers, Votes
from sihe.engines.opinions.stability import RUNS, Stability, stability

RELIABLE: Final = 60
FEW_VOTERS, NO_GROUPS, NOT_VOTERS = "few_voters", "no_groups", "group_of_non_voters"
SHARE_DIGITS, AXIS_DIGITS = 10, 8

Values = dict[str, Any]


def analyse(
    given: Votes,
    groups: Mapping[Any, Sequence[int]] | None = None,
    *,
    unknown: int = 0,
    seed: int = 0,
    runs: int = RUNS,
    step: Callable[[int, int], None] = lambda done, of: None,
) -> Values:
    """Analyse a conversation; with `groups` (group -> rows of people) for the groups given.

    `seed` and `runs` are those of the stability figure, `step` hears of its progress."""
    placed = plane(given)
    members: dict[Id, Integers]
    if groups is None:
        own = find_groups(given, placed)
        members = {group: own.rows[own.labels == group] for group in range(own.number)}
        how: Values = {"layout": own.layout, "silhouette": round(own.silhouette, 6)}
        steady = stability(given, own, seed=seed, runs=runs, step=step)
    else:
        members = {name: np.asarray(rows, dtype=np.int64) for name, rows in groups.items()}
        how, steady = {"layout": "given", "silhouette": None}, Stability(0, None, 0)
    found = statistics.counts(given, list(members.values()))
    return {
        "participants": len(given.people),
        "statements": len(given.statements),
        "votes": int(given.seen.sum()),
        "moderated_out": _named(given, np.flatnonzero(given.moderated)),
        **_trust(len(given.people), bool(members), unknown),
        "groups": {str(name): [given.people[row] for row in rows] for name, rows in members.items()},
        "group_sizes": {str(name): len(rows) for name, rows in members.items()},
        "grouping": how,
        **_statements(given, list(members), found),
        "axes": _axes(given, placed),
        "stability": {
            "runs": steady.runs, "median_ari": steady.median_ari, "k_changed": steady.k_changed,
        },
    }  # fmt: skip


def _trust(people: int, grouped: bool, unknown: int) -> Values:
    """Whether groups are to be relied on, and what to read the result with."""
    warnings = [
        code
        for code, holds in (
            (FEW_VOTERS, people < RELIABLE),
            (NO_GROUPS, not grouped),
            (f"{NOT_VOTERS}:{unknown}", unknown > 0),
        )
        if holds
    ]
    return {"reliable": grouped and people >= RELIABLE, "warnings": warnings}


def _statements(given: Votes, names: list[Id], found: statistics.Counts) -> Values:
    standing = statistics.representative(given, found)
    agree, disagree = statistics.consensus(given)
    shares = statistics.group_aware(found).tolist() if names else []
    return {
        "representative": {
            str(name): [[given.statements[column], side] for column, side in sides]
            for name, sides in zip(names, standing, strict=True)
        },
        "consensus": {"agree": _named(given, agree), "disagree": _named(given, disagree)},
        "group_aware_consensus_agree": {
            str(name): round(share, SHARE_DIGITS)
            for name, share in zip(given.statements, shares, strict=False)
        },
    }


def _named(given: Votes, columns: Sequence[int] | Integers) -> list[Id]:
    return [given.statements[column] for column in columns]


def _axes(given: Votes, placed: Plane) -> Values:
    return {
        "statement_order": list(given.statements),
        "pc1": [round(float(x), AXIS_DIGITS) + 0.0 for x in placed.axes[0]],
        "pc2": [round(float(x), AXIS_DIGITS) + 0.0 for x in placed.axes[1]],
    }
