"""How alike two groupings of the same people are."""

from __future__ import annotations

import numpy as np

from sihe.engines.opinions.problem import Integers


def adjusted_rand(one: Integers, other: Integers) -> float:
    """Adjusted Rand index: 1 for the same grouping whatever its numbers, about 0 for chance.

    Hubert and Arabie, "Comparing partitions" (1985). Both: (people,) of group numbers from 0."""
    if len(one) != len(other):
        raise ValueError(f"{len(one)} and {len(other)} people")
    if len(one) < 2:
        return 1.0
    width = int(other.max()) + 1
    table = np.bincount(one * width + other, minlength=(int(one.max()) + 1) * width)
    table = table.reshape(-1, width)
    both, rows, columns = _pairs(table), _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    expected = rows * columns / _pairs(np.array([len(one)]))
    most = (rows + columns) / 2
    return 1.0 if most == expected else float((both - expected) / (most - expected))


def _pairs(counts: Integers) -> float:
    return float((counts * (counts - 1) // 2).sum())
