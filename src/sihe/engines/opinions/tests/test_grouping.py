"""Groups: found where they are, the same in any order, never under three, honest about few people."""

from __future__ import annotations

import json
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sihe.engines.opinions import adjusted_rand, analyse, find_groups
from sihe.engines.opinions.grouping import (
    BASES,
    PEOPLE,
    clusterable,
    k_means,
    numbered,
    silhouettes,
)
from sihe.engines.opinions.plane import plane
from sihe.engines.opinions.stability import stability
from sihe.engines.opinions.tests.test_statistics import ROWS, crowd, made


@pytest.mark.parametrize("sizes, least", [
    ((40, 30), 0.95), ((30, 30, 30), 0.95),
    ((90, 60, 20), 0.6), ((12, 12, 12, 24), 0.4),  # need not stand apart in two dimensions
])  # fmt: skip
@pytest.mark.parametrize("seed", range(3))
def test_invented_groups_are_found(sizes: tuple[int, ...], least: float, seed: int) -> None:
    given_votes = made(crowd(seed, sizes))
    found = find_groups(given_votes)
    truth = np.repeat(np.arange(len(sizes)), sizes)[found.rows]
    assert adjusted_rand(found.labels, truth) > least
    assert found.number == len(sizes) or least < 0.95
    sizes_found = np.bincount(found.labels)
    assert list(sizes_found) == sorted(sizes_found, reverse=True) and sizes_found.min() >= 3


@given(ROWS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_is_nothing(rows: list[tuple[int, int, int, int]], chance: random.Random) -> None:
    other = rows[:]
    chance.shuffle(other)
    assert analyse(made(other), runs=2) == analyse(made(rows), runs=2)


@pytest.mark.parametrize("seed", range(3))
def test_order_is_nothing_for_a_crowd(seed: int) -> None:
    rows = crowd(seed, (70, 50, 15))
    other = rows[:]
    random.Random(seed).shuffle(other)
    assert analyse(made(other), runs=5, seed=3) == analyse(made(rows), runs=5, seed=3)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8), st.sampled_from([1, 0, -1]), st.just(0)),
                min_size=1, max_size=300))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_no_group_is_under_three_people(rows: list[tuple[int, int, int, int]]) -> None:
    given_votes = made(rows)
    found = analyse(given_votes, runs=1)
    sizes = list(found["group_sizes"].values())
    assert all(size >= 3 for size in sizes) and len(sizes) != 1
    assert found["group_sizes"] == {name: len(people) for name, people in found["groups"].items()}
    grouped = [person for people in found["groups"].values() for person in people]
    assert len(grouped) == len(set(grouped))
    rows_of = clusterable(given_votes)
    assert not sizes or sorted(grouped) == [given_votes.people[row] for row in rows_of]
    json.dumps(found, allow_nan=False)


def test_one_who_stands_alone_makes_no_group() -> None:
    """Twenty alike and one who says the opposite of everything: k-means would set the one apart."""
    rows = [(p, s, 1 if (p + s) % 7 else 0, 0) for p in range(20) for s in range(10)]
    rows += [(99, s, -1, 0) for s in range(10)]
    found = find_groups(made(rows))
    assert found.number == 0 or np.bincount(found.labels).min() >= 3
    lonely = np.array([[0.0, 0.0]] * 20 + [[9.0, 9.0]])
    assert sorted(np.bincount(k_means(lonely, np.ones(21), lonely[[0, -1]]))) == [1, 20]


@pytest.mark.parametrize("rows", [
    [(0, 0, 1, 0)],
    [(p, 0, 1, 0) for p in range(30)],
    [(p, s, 0, 0) for p in range(30) for s in range(9)],
    [(p, s, 1, 0) for p in range(5) for s in range(9)],
    [(0, s, 1, 0) for s in range(9)],
])  # fmt: skip
def test_where_nothing_divides_people_there_are_no_groups(rows: list[Any]) -> None:
    found = analyse(made(rows))
    assert found["groups"] == {} and found["representative"] == {}
    assert found["reliable"] is False and "no_groups" in found["warnings"]
    assert found["stability"] == {"runs": 0, "median_ari": None, "k_changed": 0}


def test_all_statements_moderated_out_leaves_nothing() -> None:
    found = analyse(made(crowd(1, (20, 20), statements=5), set(range(5))))
    assert found["groups"] == {} and found["consensus"] == {"agree": [], "disagree": []}
    assert set(found["axes"]["pc1"]) == {0.0}


def test_under_sixty_voters_groups_are_said_to_be_unreliable() -> None:
    for people, reliable in ((59, False), (60, True)):
        found = analyse(made(crowd(2, (people - 25, 25))), runs=0)
        assert found["participants"] == people and found["groups"]
        assert found["reliable"] is reliable
        assert ("few_voters" in found["warnings"]) is not reliable


def test_who_answered_little_is_not_grouped_unless_few_answered_more() -> None:
    rows = [(p, s, 1, 0) for p in range(20) for s in range(10 if p < 16 else 6)]
    assert list(clusterable(made(rows))) == list(range(16))
    few = [(p, s, 1, 0) for p in range(20) for s in range(10 if p < 4 else 6 - (p == 9))]
    assert list(clusterable(made(few))) == [p for p in range(16) if p != 9]
    short = [(p, s, 1, 0) for p in range(20) for s in range(4)]
    assert len(clusterable(made(short))) == 20


def test_over_a_hundred_people_base_clusters_are_tried_too() -> None:
    layouts = {find_groups(made(crowd(seed, (80, 60, 30), noise=0.6))).layout for seed in range(12)}
    assert layouts >= {PEOPLE, "base_clusters"}
    assert find_groups(made(crowd(1, (50, 40)))).layout == PEOPLE
    assert BASES == 100


def test_lloyd_ends_where_nobody_moves() -> None:
    chance = np.random.default_rng(5)
    points = chance.normal(size=(200, 2))
    weights = chance.integers(1, 4, 200).astype(float)
    labels = k_means(points, weights, points[:4])
    centres = np.array(
        [np.average(points[labels == g], axis=0, weights=weights[labels == g]) for g in range(4)]
    )
    nearest = ((points[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
    assert np.array_equal(nearest, labels)


def test_groups_are_numbered_by_size_then_by_their_first_person() -> None:
    assert list(numbered(np.array([2, 0, 0, 1, 1, 2, 2]), 3)) == [0, 1, 1, 2, 2, 0, 0]


def test_a_large_crowd_is_measured_by_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    given_votes = made(crowd(3, (120, 80)))
    places = plane(given_votes).places
    labels = np.repeat([0, 1], [120, 80])
    (whole,) = silhouettes(places, [labels])
    monkeypatch.setattr("sihe.engines.opinions.grouping.SAMPLE", 60)
    (part,) = silhouettes(places, [labels])
    assert part == pytest.approx(whole, abs=0.1) and part != whole


def test_stability_is_high_for_groups_that_are_there_and_the_same_with_the_same_seed() -> None:
    given_votes = made(crowd(4, (60, 50)))
    groups = find_groups(given_votes)
    told: list[tuple[int, int]] = []
    one = stability(given_votes, groups, seed=1, runs=6, step=lambda a, b: told.append((a, b)))
    assert (
        one.runs == 6
        and one.k_changed == 0
        and one.median_ari is not None
        and one.median_ari > 0.95
    )
    assert told == [(n, 6) for n in range(1, 7)]
    assert stability(given_votes, groups, seed=1, runs=6) == one
    noise = made(
        [
            (p, s, random.Random(p * 99 + s).choice([1, 0, -1]), 0)
            for p in range(80)
            for s in range(12)
        ]
    )
    shaky = stability(noise, find_groups(noise), seed=1, runs=6)
    assert shaky.median_ari is not None and shaky.median_ari < 0.9
