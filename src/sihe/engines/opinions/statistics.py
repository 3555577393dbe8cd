"""What groups stand for and what all agree on: the statistics of Pol.is, from counts.

Of one side (agree or disagree) of a statement in a group, c votes of n votes of any kind:
p = (c + 1) / (n + 2), pz = 2 sqrt(n + 1) ((c + 1) / (n + 1) - 1/2); against all other groups together
r = p_in / p_out and rz, the pooled two-proportion z of (c + 1) / (n + 1). Significant: over 1.2816, the
90 % point of the normal distribution, one-sided.

- Representative: statements with pz and rz of one side significant, by r rz p pz of the side with the
  larger rz; the best agreed statement stands first in any case; five at most, agreed ones before others.
- Consensus: p > 1/2 and pz significant among all people, by p pz, five at most a side.
- Group-aware consensus: the product over groups of (agrees + 1) / (votes + 2).

Statements that were moderated out are never representative nor consensus. Ties: the lower id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sihe.engines.opinions.plane import Reals
from sihe.engines.opinions.problem import AGREE, DISAGREE, UNSEEN, Integers, Votes

SIGNIFICANT: Final = 1.2816
SHOWN: Final = 5
WORDS: Final = ("agree", "disagree")


@dataclass(frozen=True, eq=False)
class Counts:
    """(groups, statements) each: agrees, disagrees, votes of any kind."""

    agree: Integers
    disagree: Integers
    votes: Integers


@dataclass(frozen=True, eq=False)
class Side:
    """The figures of one side, (groups, statements) each."""

    p: Reals
    pz: Reals
    r: Reals
    rz: Reals

    @property
    def weight(self) -> Reals:
        """r rz p pz."""
        return self.r * self.rz * self.p * self.pz

    @property
    def significant(self) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """pz and rz both significant."""
        return (self.pz > SIGNIFICANT) & (self.rz > SIGNIFICANT)


def counts(given: Votes, members: Sequence[Integers]) -> Counts:
    """Count the votes of some groups of rows."""
    parts = [given.answers[rows] for rows in members]
    width = len(given.statements)

    def by_group(hits: list[Integers]) -> Integers:
        return np.array(hits, dtype=np.int64).reshape(-1, width)

    return Counts(
        by_group([(part == AGREE).sum(axis=0) for part in parts]),
        by_group([(part == DISAGREE).sum(axis=0) for part in parts]),
        by_group([(part != UNSEEN).sum(axis=0) for part in parts]),
    )


def _probability(hits: Integers, votes: Integers) -> Reals:
    found: Reals = (hits + 1.0) / (votes + 2.0)
    return found


def _one_proportion(hits: Integers, votes: Integers) -> Reals:
    found: Reals = 2.0 * np.sqrt(votes + 1.0) * ((hits + 1.0) / (votes + 1.0) - 0.5)
    return found


def _two_proportions(
    hits: Integers, votes: Integers, other_hits: Integers, other_votes: Integers
) -> Reals:
    a, n, b, m = hits + 1.0, votes + 1.0, other_hits + 1.0, other_votes + 1.0
    pooled = (a + b) / (n + m)
    spread = np.sqrt(pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m))
    difference = a / n - b / m
    found: Reals = np.divide(difference, spread, out=np.zeros_like(difference), where=spread > 0)
    return found


def _side(hits: Integers, votes: Integers) -> Side:
    out_hits, out_votes = hits.sum(axis=0) - hits, votes.sum(axis=0) - votes
    p = _probability(hits, votes)
    return Side(
        p,
        _one_proportion(hits, votes),
        p / _probability(out_hits, out_votes),
        _two_proportions(hits, votes, out_hits, out_votes),
    )


def representative(given: Votes, found: Counts) -> list[list[tuple[int, str]]]:
    """For each group its statements as (column, "agree" or "disagree")."""
    agree, disagree = _side(found.agree, found.votes), _side(found.disagree, found.votes)
    columns = np.flatnonzero(~given.moderated)
    return [
        _representative(group, columns, found, agree, disagree) for group in range(len(found.votes))
    ]


def _representative(
    group: int, columns: Integers, found: Counts, agree: Side, disagree: Side
) -> list[tuple[int, str]]:
    leans = agree.rz[group] > disagree.rz[group]
    weight = np.where(leans, agree.weight[group], disagree.weight[group])
    fit = (agree.significant | disagree.significant)[group]
    chosen = [int(c) for c in columns if fit[c]]
    chosen.sort(key=lambda column: -weight[column])  # stable: ties stay in the order of ids
    best = _best_agreed(group, columns, found, agree)
    if best is not None:
        chosen = [best, *(column for column in chosen if column != best)]
    elif not chosen:
        largest = np.maximum(agree.rz[group], disagree.rz[group])
        voted = [int(c) for c in columns if found.votes[group][c]]
        chosen = sorted(voted, key=lambda column: -largest[column])[:1]
    sides = [
        (column, WORDS[0] if column == best or leans[column] else WORDS[1])
        for column in chosen[:SHOWN]
    ]
    return sorted(sides, key=lambda side: WORDS.index(side[1]))


def _best_agreed(group: int, columns: Integers, found: Counts, agree: Side) -> int | None:
    """The most agreed statement, scanned in the order of ids."""
    best: int | None = None
    weight, plain = agree.weight[group], (agree.p * agree.pz)[group]
    for column in columns:
        if not (found.agree[group][column] or found.disagree[group][column]):
            continue
        if best is None:
            often = agree.r[group][column] > 1.0 and agree.p[group][column] > 0.5
            if agree.pz[group][column] > SIGNIFICANT or often:
                best = int(column)
        else:
            measure = weight if agree.r[group][best] > 1.0 else plain
            if measure[column] > measure[best]:
                best = int(column)
    return best


def consensus(given: Votes) -> tuple[list[int], list[int]]:
    """The columns that all people agree, and disagree, with."""
    every = counts(given, [np.arange(len(given.people))])
    return _agreed(given, every.agree[0], every.votes[0]), _agreed(
        given, every.disagree[0], every.votes[0]
    )


def _agreed(given: Votes, hits: Integers, votes: Integers) -> list[int]:
    p, pz = _probability(hits, votes), _one_proportion(hits, votes)
    fit = (p > 0.5) & (pz > SIGNIFICANT) & ~given.moderated
    measure = p * pz
    return sorted(np.flatnonzero(fit).tolist(), key=lambda column: -measure[column])[:SHOWN]


def group_aware(found: Counts) -> Reals:
    """(statements,): the product over groups of the agreeing share; 1 without groups."""
    shares: Reals = _probability(found.agree, found.votes).prod(axis=0)
    return shares
