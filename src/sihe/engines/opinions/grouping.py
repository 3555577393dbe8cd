"""Opinion groups: k-means in the plane, k and layout by silhouette, no group under three people.

Steps: (1) who answered at least min(7, statements) statements is grouped, topped up to 15 by those who
answered most; (2) for k = 2 .. min(5, 2 + people / 12), k-means in two layouts: of the people themselves,
and of up to 100 base clusters weighted by their people, as Pol.is does it; it starts from the means
of k equally large slices of the people along the first axis, so there is no chance in it; (3) a
grouping with a group under three people is dropped: three is what keeps a person's answers from being
read off a group's; (4) the largest mean silhouette wins (Rousseeuw 1987); ties: the smaller k, then the
people's layout; (5) groups are numbered by size, largest first, then by the first person.

Above SAMPLE people the silhouette is that of an even sample along the first axis. O(people^2) up to
there, O(people x iterations) beyond.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from sihe.engines.opinions.plane import Plane, Reals, plane
from sihe.engines.opinions.problem import UNSEEN, Integers, Votes

LEAST_ANSWERS: Final = 7
LEAST_PEOPLE: Final = 15
LEAST_GROUP: Final = 3
MOST_GROUPS: Final = 5
PEOPLE_PER_GROUP: Final = 12
BASES: Final = 100
ROUNDS: Final = 100
SAMPLE: Final = 4_000
BLOCK: Final = 32_768
PEOPLE, BASE_CLUSTERS = "people", "base_clusters"


@dataclass(frozen=True, eq=False)
class Groups:
    """rows: people who were grouped, ascending. labels: their group, from 0; all 0 and `number` 0 where no
    grouping was found. silhouette in [-1, 1]; layout: where k-means ran."""

    rows: Integers
    labels: Integers
    number: int
    silhouette: float
    layout: str


def find_groups(given: Votes, placed: Plane | None = None) -> Groups:
    """The opinion groups of a conversation."""
    rows = clusterable(given)
    places = (placed or plane(given)).places[rows]
    best = Groups(rows, np.zeros(len(rows), dtype=np.int64), 0, 0.0, "")
    found = list(_candidates(places))
    if not found:
        return best
    scores = silhouettes(places, [labels for _k, _layout, labels in found])
    which = max(range(len(found)), key=lambda i: (round(scores[i], 12), -found[i][0], -i))
    k, layout, labels = found[which]
    return Groups(rows, numbered(labels, k), k, scores[which], layout)


def clusterable(given: Votes) -> Integers:
    """The rows of people who are grouped."""
    answered = (given.answers != UNSEEN).sum(axis=1)
    least = min(LEAST_ANSWERS, len(given.statements))
    enough = int(np.count_nonzero(answered >= least))
    order = np.argsort(-answered, kind="stable")
    return np.sort(order[: max(enough, min(LEAST_PEOPLE, len(order)))])


def _candidates(places: Reals) -> Iterator[tuple[int, str, Integers]]:
    """(k, layout, labels) of every grouping whose groups are large enough."""
    people = len(places)
    if people < 2 * LEAST_GROUP or not np.ptp(places, axis=0).any():
        return
    most = min(MOST_GROUPS, 2 + people // PEOPLE_PER_GROUP)
    ones = np.ones(people)
    layouts: list[tuple[str, Reals, Reals, Integers]] = [(PEOPLE, places, ones, np.arange(people))]
    if people > BASES:
        base = k_means(places, ones, _far_apart(places, BASES))
        weights = np.bincount(base, minlength=BASES).astype(np.float64)
        centres = _centres(places, ones, base, BASES)
        kept = weights > 0
        layouts.append((BASE_CLUSTERS, centres[kept], weights[kept], (np.cumsum(kept) - 1)[base]))
    for k in range(2, most + 1):
        for name, points, weights, of_person in layouts:
            labels = k_means(points, weights, _slices(points, weights, k))[of_person]
            if np.bincount(labels, minlength=k).min() >= LEAST_GROUP:
                yield k, name, labels


def _slices(points: Reals, weights: Reals, k: int) -> Reals:
    """The means of k slices along the first axis with about equal weight; ties by the second axis."""
    order = np.lexsort((points[:, 1], points[:, 0]))
    before = np.cumsum(weights[order]) - weights[order]
    part = np.minimum((before * k / weights.sum()).astype(np.int64), k - 1)
    labels = np.empty(len(points), dtype=np.int64)
    labels[order] = part
    return _centres(points, weights, labels, k)


def _far_apart(points: Reals, k: int) -> Reals:
    """k points that cover the plane: the one farthest from the mean, then always the one farthest from
    all before (Gonzalez 1985); ties: the first."""
    distances = ((points - points.mean(axis=0)) ** 2).sum(axis=1)
    chosen = [int(distances.argmax())]
    distances = np.full(len(points), np.inf)
    while len(chosen) < k:
        step = ((points - points[chosen[-1]]) ** 2).sum(axis=1)
        np.minimum(distances, step, out=distances)
        chosen.append(int(distances.argmax()))
    return points[chosen]


def _centres(points: Reals, weights: Reals, labels: Integers, k: int) -> Reals:
    total = np.maximum(np.bincount(labels, weights=weights, minlength=k), 1e-300)
    sums = [np.bincount(labels, weights=weights * points[:, i], minlength=k) for i in (0, 1)]
    return np.stack(sums, axis=1) / total[:, None]


def k_means(points: Reals, weights: Reals, centres: Reals) -> Integers:
    """Lloyd's algorithm from given centres until no point moves: (points,) of labels. A centre that
    nobody is nearest to stays where it is."""
    k = len(centres)
    centres = centres.copy()
    labels = np.full(len(points), -1, dtype=np.int64)
    weighted = points * weights[:, None]
    for _ in range(ROUNDS):
        # |p - c|^2 without |p|^2, which is the same for all centres
        distances = points @ (-2.0 * centres.T)
        distances += (centres**2).sum(axis=1)
        nearest = distances.argmin(axis=1)
        if np.array_equal(nearest, labels):
            break
        labels = nearest
        total = np.bincount(labels, weights=weights, minlength=k)
        used = total > 0
        for axis in (0, 1):
            sums = np.bincount(labels, weights=weighted[:, axis], minlength=k)
            centres[used, axis] = sums[used] / total[used]
    return labels


def silhouettes(places: Reals, groupings: list[Integers]) -> list[float]:
    """The mean silhouette of each of some groupings of the same places."""
    people = len(places)
    if people > SAMPLE:
        order = np.lexsort((places[:, 1], places[:, 0]))
        kept = np.sort(order[np.linspace(0, people - 1, SAMPLE).astype(np.int64)])
        places, groupings = places[kept], [labels[kept] for labels in groupings]
    members = [np.eye(int(labels.max()) + 1)[labels] for labels in groupings]
    sums = _summed_distances(places, np.concatenate(members, axis=1))
    found, start = [], 0
    for labels, member in zip(groupings, members, strict=True):
        found.append(_silhouette(sums[:, start : start + member.shape[1]], labels))
        start += member.shape[1]
    return found


def _summed_distances(places: Reals, members: Reals) -> Reals:
    """(people, groups): the sum of a person's distances to the members of a group; in blocks that stay in
    the processor's cache."""
    sums = np.empty(members.shape)
    across, up = np.ascontiguousarray(places[:, 0]), np.ascontiguousarray(places[:, 1])
    block = max(1, BLOCK // len(places))
    for start in range(0, len(places), block):
        end = start + block
        distances = across[start:end, None] - across
        distances *= distances
        rise = up[start:end, None] - up
        rise *= rise
        distances += rise
        np.sqrt(distances, out=distances)
        sums[start:end] = distances @ members
    return sums


def _silhouette(sums: Reals, labels: Integers) -> float:
    """From the sum of each one's distances to each group."""
    sizes = np.bincount(labels, minlength=sums.shape[1])
    every = np.arange(len(labels))
    own_size = sizes[labels]
    own = sums[every, labels] / np.maximum(own_size - 1, 1)
    others = sums / np.maximum(sizes, 1)
    others[:, sizes == 0] = np.inf
    others[every, labels] = np.inf
    next_best = others.min(axis=1)
    largest = np.maximum(own, next_best)
    fit = (own_size > 1) & np.isfinite(next_best) & (largest > 0)
    values = np.zeros(len(labels))
    values[fit] = (next_best[fit] - own[fit]) / largest[fit]
    return float(values.mean())


def numbered(labels: Integers, k: int) -> Integers:
    """The same grouping, numbered by size, largest first; of equal ones the one with the first person."""
    sizes = np.bincount(labels, minlength=k)
    first = [int(np.argmax(labels == group)) for group in range(k)]
    order = sorted(range(k), key=lambda group: (-sizes[group], first[group]))
    number = np.empty(k, dtype=np.int64)
    number[order] = np.arange(k)
    return number[labels]
