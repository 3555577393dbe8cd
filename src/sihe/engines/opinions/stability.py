"""How much the groups depend on who happened to take part.

Each run leaves out a tenth of the people by chance (seeded), groups the rest anew and compares: adjusted
Rand index over the people grouped both times, and whether the number of groups changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from sihe.engines.opinions.agreement import adjusted_rand
from sihe.engines.opinions.grouping import Groups, find_groups
from sihe.engines.opinions.problem import Votes

RUNS: Final = 20
LEFT_OUT: Final = 0.1


@dataclass(frozen=True, slots=True)
class Stability:
    """`median_ari` None where there is nothing to compare; `k_changed`: in how many runs."""

    runs: int
    median_ari: float | None
    k_changed: int


def stability(
    given: Votes,
    groups: Groups,
    *,
    seed: int = 0,
    runs: int = RUNS,
    step: Callable[[int, int], None] = lambda done, of: None,
) -> Stability:
    """Group again and again without a tenth of the people."""
    people = len(given.people)
    left_out = max(1, round(people * LEFT_OUT))
    if not groups.number or runs < 1 or people <= left_out:
        return Stability(0, None, 0)
    chance = np.random.default_rng(seed)
    whole = np.full(people, -1, dtype=np.int64)
    whole[groups.rows] = groups.labels
    likeness, changed = [], 0
    for run in range(runs):
        kept = np.sort(chance.permutation(people)[left_out:])
        other = find_groups(given.of(kept))
        rows = kept[other.rows]
        both = whole[rows] >= 0
        likeness.append(adjusted_rand(whole[rows[both]], other.labels[both]))
        changed += other.number != groups.number
        step(run + 1, runs)
    return Stability(runs, round(float(np.median(likeness)), 6), changed)
