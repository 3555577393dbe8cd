"""Statistics against a count without matrices; votes, places and likeness against their definitions."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sihe.engines.opinions import Votes, adjusted_rand, analyse, votes
from sihe.engines.opinions.grouping import silhouettes
from sihe.engines.opinions.plane import plane
from sihe.engines.opinions.tests import oracle

ROWS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 6), st.sampled_from([1, 1, 0, -1]), st.integers(0, 3)),
    min_size=1, max_size=120,
)  # fmt: skip


def made(rows: list[tuple[int, int, int, int]], moderated: set[int] | None = None) -> Votes:
    """Return the votes of some rows (person, statement, vote, time)."""
    people, statements, answers, times = zip(*rows, strict=True)
    return votes(people, statements, answers, times, moderated=moderated or set())


@given(ROWS)
@settings(max_examples=100, deadline=None)
def test_the_last_vote_counts(rows: list[tuple[int, int, int, int]]) -> None:
    found = made(rows)
    cells = {
        (found.people[i], found.statements[j]): int(value)
        for (i, j), value in np.ndenumerate(found.answers)
        if value != 2
    }
    assert cells == oracle.last_votes(rows)
    assert list(found.people) == sorted({row[0] for row in rows})
    assert list(found.statements) == sorted({row[1] for row in rows})


@given(
    ROWS,
    st.lists(st.integers(0, 3), min_size=10, max_size=10),
    st.sets(st.integers(0, 6), max_size=2),
)
@settings(max_examples=150, deadline=None)
def test_statistics_are_those_of_the_definition(
    rows: list[tuple[int, int, int, int]], chosen: list[int], moderated: set[int]
) -> None:
    found = made(rows, moderated)
    answers = oracle.last_votes(rows)
    groups: dict[int, list[int]] = {}
    for row in range(len(found.people)):
        if chosen[row] < 3:  # the rest stays without a group
            groups.setdefault(chosen[row], []).append(row)
    groups = dict(sorted(groups.items()))
    result = analyse(found, groups)
    named = {g: [int(found.people[row]) for row in rows_] for g, rows_ in groups.items()}
    kept = [int(s) for s in found.statements if s not in moderated]
    people = [int(p) for p in found.people]
    assert result["representative"] == {
        str(g): [list(side) for side in sides]
        for g, sides in oracle.representative(answers, named, kept).items()
    }
    assert result["consensus"] == {
        "agree": oracle.consensus(answers, people, kept, 0),
        "disagree": oracle.consensus(answers, people, kept, 1),
    }
    if groups:
        for statement in found.statements:
            wanted = oracle.group_aware(answers, named, int(statement))
            share = result["group_aware_consensus_agree"][str(statement)]
            assert share == pytest.approx(wanted, abs=1e-9)
    assert result["moderated_out"] == sorted(moderated & set(found.statements))
    assert result["votes"] == len(answers)


@given(ROWS, st.sets(st.integers(0, 6), max_size=2))
@settings(max_examples=80, deadline=None)
def test_axes_are_the_first_singular_vectors(
    rows: list[tuple[int, int, int, int]], moderated: set[int]
) -> None:
    found = made(rows, moderated)
    columns = []
    for j in range(len(found.statements)):
        column = found.answers[:, j].astype(float)
        seen = column != 2
        if found.moderated[j]:
            columns.append(np.zeros(len(column)))
        else:
            columns.append(np.where(seen, column, column[seen].mean()))
    whole = np.stack(columns, axis=1)
    whole -= whole.mean(axis=0)
    _, sizes, axes = np.linalg.svd(whole)
    placed = plane(found)
    for number in (0, 1):
        alone = number < len(sizes) and sizes[number] > 1e-4 and all(
            abs(sizes[number] - other) > 1e-4 for i, other in enumerate(sizes) if i != number
        )  # fmt: skip
        if alone:
            axis = placed.axes[number]
            assert abs(float(axis @ axes[number])) == pytest.approx(1.0, abs=1e-7)
            assert axis[np.argmax(np.abs(axis))] > 0
            answered = ((found.answers != 2) | found.moderated).sum(axis=1)
            wanted = (whole @ axis) * np.sqrt(len(found.statements) / answered)
            assert placed.places[:, number] == pytest.approx(wanted, abs=1e-7)
        elif number >= len(sizes) or sizes[number] < 1e-9:
            assert placed.axes[number] == pytest.approx(0.0)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=25))
def test_likeness_is_that_of_pairs(pairs: list[tuple[int, int]]) -> None:
    one, other = ([pair[i] for pair in pairs] for i in (0, 1))
    found = adjusted_rand(np.array(one), np.array(other))
    assert found == pytest.approx(oracle.adjusted_rand(one, other))
    swapped = {0: 2, 1: 3, 2: 0, 3: 1}
    assert adjusted_rand(np.array([swapped[x] for x in one]), np.array(other)) == pytest.approx(
        found
    )
    assert adjusted_rand(np.array(one), np.array(one)) == 1.0


POINTS = st.lists(
    st.tuples(st.integers(-3, 3), st.integers(-3, 3), st.integers(0, 2)), min_size=3, max_size=20
)


@given(POINTS)
@settings(max_examples=80)
def test_silhouette_is_that_of_its_definition(given_points: list[tuple[int, int, int]]) -> None:
    places = [(float(x), float(y)) for x, y, _ in given_points]
    labels = [label for _, _, label in given_points]
    (found,) = silhouettes(np.array(places), [np.array(labels)])
    assert found == pytest.approx(oracle.silhouette(places, labels), abs=1e-9)


def test_a_group_that_nothing_sets_apart_still_gets_a_statement() -> None:
    """Everybody passed on everything: no best agreed, nothing significant; the largest rz, lowest id."""
    rows = [(p, s, 0, 0) for p in range(8) for s in range(3)]
    found = analyse(made(rows), {0: [0, 1, 2, 3], 1: [4, 5, 6, 7]})
    assert found["representative"] == {"0": [[0, "disagree"]], "1": [[0, "disagree"]]}
    assert found["consensus"] == {"agree": [], "disagree": []}


def test_a_worked_example_by_hand() -> None:
    """Twenty people: ten agree with 1 and disagree with 2, ten the other way; all agree with 3."""
    rows = [(p, 1, 1 if p < 10 else -1, 0) for p in range(20)]
    rows += [(p, 2, -1 if p < 10 else 1, 0) for p in range(20)]
    rows += [(p, 3, 1, 0) for p in range(20)]
    found = analyse(made(rows), {7: list(range(10)), 8: list(range(10, 20))})
    assert found["representative"] == {
        "7": [[1, "agree"], [2, "disagree"]], "8": [[2, "agree"], [1, "disagree"]],
    }  # fmt: skip
    assert found["consensus"] == {"agree": [3], "disagree": []}
    shares = found["group_aware_consensus_agree"]
    assert shares == {
        "1": round(11 / 12 / 12, 10), "2": round(11 / 12 / 12, 10), "3": round(121 / 144, 10),
    }  # fmt: skip
    assert math.isclose(abs(found["axes"]["pc1"][0]), math.sqrt(0.5), abs_tol=1e-8)


def test_a_statement_may_qualify_by_the_side_it_does_not_lean_to() -> None:
    """Many agree and many disagree here, most pass elsewhere: it leans to disagree, agree is significant."""
    rows = [(p, 1, 1 if p < 26 else -1, 0) for p in range(40)]
    rows += [(p, 1, 1 if p < 58 else 0, 0) for p in range(40, 80)]
    rows += [(p, 2, 1 if p < 40 else -1, 0) for p in range(80)]
    groups = {0: list(range(40)), 1: list(range(40, 80))}
    found = analyse(made(rows), groups)["representative"]
    assert found["0"] == [[2, "agree"], [1, "disagree"]]
    assert oracle.representative(oracle.last_votes(rows), groups, [1, 2])[0] == [
        (2, "agree"), (1, "disagree"),
    ]  # fmt: skip


def test_votes_that_do_not_fit_are_refused() -> None:
    ones = np.ones((2, 2), dtype=np.int8)
    mark = np.zeros(2, dtype=bool)
    for people, statements, answers, moderated in (
        ((1,), (1, 2), ones, mark), ((1, 2), (1, 2), ones * 5, mark), ((1, 2), (1, 2), ones, mark[:1]),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=r"answers|answer|moderated"):
            Votes(people, statements, answers, moderated)
    with pytest.raises(ValueError, match="2 and 3 people"):
        adjusted_rand(np.zeros(2, dtype=int), np.zeros(3, dtype=int))


def crowd(seed: int, sizes: tuple[int, ...], statements: int = 24, noise: float = 0.1) -> list[Any]:
    """Invent groups with opinions of their own; some skip, some change their mind."""
    chance = random.Random(seed)
    views = [[chance.choice([1, -1]) for _ in range(statements)] for _ in sizes]
    rows, person = [], 0
    for size, view in zip(sizes, views, strict=True):
        for _ in range(size):
            for statement in range(statements):
                if chance.random() < 0.75:
                    vote = view[statement] if chance.random() > noise else chance.choice([1, 0, -1])
                    rows.append((person, statement, vote, chance.randrange(5)))
            person += 1
    return rows
