"""The statistics once more, person by person and statement by statement, without a matrix."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

Answers = Mapping[tuple[int, int], int]  # (person, statement) -> 1, 0, -1
Z = 1.2816


def last_votes(rows: Iterable[tuple[int, int, int, int]]) -> dict[tuple[int, int], int]:
    """Of (person, statement, vote, time) keep the latest; of equal times the smaller value."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for person, statement, vote, time in rows:
        at = found.get((person, statement))
        if at is None or time > at[0] or (time == at[0] and vote < at[1]):
            found[person, statement] = (time, vote)
    return {cell: vote for cell, (_time, vote) in found.items()}


def tally(answers: Answers, people: Iterable[int], statement: int) -> tuple[int, int, int]:
    """Agrees, disagrees and votes of some people on a statement."""
    given = [answers[p, statement] for p in people if (p, statement) in answers]
    return given.count(1), given.count(-1), len(given)


def share(c: int, n: int) -> float:
    """p."""
    return (c + 1) / (n + 2)


def one(c: int, n: int) -> float:
    """pz."""
    return 2 * math.sqrt(n + 1) * ((c + 1) / (n + 1) - 0.5)


def two(c: int, n: int, d: int, m: int) -> float:
    """rz."""
    pooled = (c + d + 2) / (n + m + 2)
    if pooled >= 1:
        return 0.0
    spread = math.sqrt(pooled * (1 - pooled) * (1 / (n + 1) + 1 / (m + 1)))
    return ((c + 1) / (n + 1) - (d + 1) / (m + 1)) / spread


class Figures:
    """Both sides of one statement in one group against all others."""

    def __init__(
        self, answers: Answers, inside: list[int], outside: list[int], statement: int
    ) -> None:
        a, d, n = tally(answers, inside, statement)
        b, e, m = tally(answers, outside, statement)
        self.voted = a + d > 0
        self.any = n > 0
        self.p = {"agree": share(a, n), "disagree": share(d, n)}
        self.pz = {"agree": one(a, n), "disagree": one(d, n)}
        self.r = {"agree": share(a, n) / share(b, m), "disagree": share(d, n) / share(e, m)}
        self.rz = {"agree": two(a, n, b, m), "disagree": two(d, n, e, m)}
        self.side = "agree" if self.rz["agree"] > self.rz["disagree"] else "disagree"

    def weight(self, side: str) -> float:
        """r rz p pz."""
        return self.r[side] * self.rz[side] * self.p[side] * self.pz[side]


def representative(
    answers: Answers, groups: Mapping[int, list[int]], statements: list[int]
) -> dict[int, list[tuple[int, str]]]:
    """For each group the statements it stands for."""
    found = {}
    for name, inside in groups.items():
        outside = [p for other, people in groups.items() if other != name for p in people]
        figures = {s: Figures(answers, inside, outside, s) for s in statements}
        fit = [
            s for s in statements
            if any(figures[s].pz[x] > Z and figures[s].rz[x] > Z for x in ("agree", "disagree"))
        ]  # fmt: skip
        fit.sort(key=lambda s: (-figures[s].weight(figures[s].side), s))
        best = best_agreed(figures, statements)
        labels = {s: figures[s].side for s in statements}
        if best is not None:
            labels[best] = "agree"
            fit = [best] + [s for s in fit if s != best]
        elif not fit:
            rest = [s for s in statements if figures[s].any]
            fit = sorted(rest, key=lambda s: (-max(figures[s].rz.values()), s))[:1]
        fit = fit[:5]
        found[name] = [(s, labels[s]) for s in fit if labels[s] == "agree"]
        found[name] += [(s, labels[s]) for s in fit if labels[s] == "disagree"]
    return found


def best_agreed(figures: Mapping[int, Figures], statements: list[int]) -> int | None:
    """Scan in order; the first good one is held until a better one comes."""
    held: int | None = None
    for s in statements:
        f = figures[s]
        if not f.voted:
            continue
        if held is None:
            if f.pz["agree"] > Z or (f.r["agree"] > 1 and f.p["agree"] > 0.5):
                held = s
        elif figures[held].r["agree"] > 1:
            held = s if f.weight("agree") > figures[held].weight("agree") else held
        else:
            mine = f.p["agree"] * f.pz["agree"]
            held = s if mine > figures[held].p["agree"] * figures[held].pz["agree"] else held
    return held


def consensus(answers: Answers, people: list[int], statements: list[int], which: int) -> list[int]:
    """What all agree (which 0) or disagree (which 1) with."""
    measured = {}
    for s in statements:
        counts = tally(answers, people, s)
        p, pz = share(counts[which], counts[2]), one(counts[which], counts[2])
        if p > 0.5 and pz > Z:
            measured[s] = p * pz
    return sorted(measured, key=lambda s: (-measured[s], s))[:5]


def group_aware(answers: Answers, groups: Mapping[int, list[int]], statement: int) -> float:
    """The product of the agreeing shares."""
    counts = [tally(answers, people, statement) for people in groups.values()]
    return math.prod(share(a, n) for a, _d, n in counts)


def adjusted_rand(one: list[int], other: list[int]) -> float:
    """Count all pairs of people, one by one."""
    n = len(one)
    pairs = [(i, j) for i in range(n) for j in range(i)]
    together = [(one[i] == one[j], other[i] == other[j]) for i, j in pairs]
    both = sum(a and b for a, b in together)
    first, second = sum(a for a, _ in together), sum(b for _, b in together)
    expected = first * second / len(pairs)
    most = (first + second) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def silhouette(points: list[tuple[float, float]], labels: list[int]) -> float:
    """Rousseeuw's mean silhouette by its definition."""
    total = 0.0
    for i, p in enumerate(points):
        mean = {}
        for group in set(labels):
            others = [q for j, q in enumerate(points) if labels[j] == group and j != i]
            if others:
                mean[group] = sum(math.dist(p, q) for q in others) / len(others)
        own = mean.pop(labels[i], None)
        if own is None or not mean:
            continue
        near = min(mean.values())
        total += (near - own) / max(near, own) if max(near, own) > 0 else 0.0
    return total / len(points)
