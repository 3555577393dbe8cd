"""The votes of one conversation as a matrix: people x statements, both in the order of their ids."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

AGREE, PASS, DISAGREE, UNSEEN = 1, 0, -1, 2
CHOICES: Final = (AGREE, PASS, DISAGREE)

Id = str | int
Answers = NDArray[np.int8]
Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Votes:
    """answers: (people, statements) of 1 agree, 0 pass, -1 disagree, 2 unseen. moderated: (statements,)
    bool, True for one that was moderated out. Ids stand in their order."""

    people: tuple[Id, ...]
    statements: tuple[Id, ...]
    answers: Answers
    moderated: NDArray[np.bool_]

    def __post_init__(self) -> None:
        if self.answers.shape != (len(self.people), len(self.statements)):
            raise ValueError(f"answers {self.answers.shape} are not people x statements")
        if self.moderated.shape != (len(self.statements),):
            raise ValueError("moderated has another length than statements")
        if not np.isin(self.answers, (*CHOICES, UNSEEN)).all():
            raise ValueError("an answer is none of 1, 0, -1 and unseen")

    @property
    def seen(self) -> NDArray[np.bool_]:
        """(people, statements): whether a person answered a statement."""
        return self.answers != UNSEEN

    def of(self, rows: Integers) -> Votes:
        """The votes of some people only; `rows` ascending."""
        people = tuple(self.people[row] for row in rows)
        return Votes(people, self.statements, self.answers[rows], self.moderated)


def votes(
    people: Sequence[Id],
    statements: Sequence[Id],
    answers: Sequence[int],
    times: Sequence[int],
    *,
    known: Collection[Id] = (),
    moderated: Collection[Id] = (),
) -> Votes:
    """Votes from parallel columns. Of several votes of a person on a statement the one with the latest
    time counts, of equal times the smaller value. `known`: statements beside those voted on.

    O(votes log votes)."""
    row_of, row = _numbered(people)
    column_of, column = _numbered([*statements, *known])
    column = column[: len(statements)]
    # one number orders a vote after its rivals: cell, then time, then the smaller value last
    value = np.asarray(answers, dtype=np.int64)
    cell = row * len(column_of) + column
    order = np.lexsort((-value, np.asarray(times, dtype=np.int64), cell))
    last = np.ones(len(order), dtype=bool)
    last[:-1] = cell[order][1:] != cell[order][:-1]
    chosen = order[last]
    matrix = np.full((len(row_of), len(column_of)), UNSEEN, dtype=np.int8)
    matrix[row[chosen], column[chosen]] = value[chosen]
    out = set(moderated)
    marks = np.fromiter((name in out for name in column_of), dtype=bool, count=len(column_of))
    return Votes(tuple(row_of), tuple(column_of), matrix, marks)


def _numbered(ids: Sequence[Id]) -> tuple[list[Id], Integers]:
    """The distinct ids in order, and the place of each given one."""
    ordered = in_order(set(ids))
    place = {name: number for number, name in enumerate(ordered)}
    return ordered, np.fromiter((place[name] for name in ids), dtype=np.int64, count=len(ids))


def in_order(ids: Collection[Id]) -> list[Id]:
    """Numbers by size, before texts in their order."""
    return sorted(ids, key=lambda x: (isinstance(x, str), x if isinstance(x, int) else 0, str(x)))


def as_ids(texts: Sequence[str]) -> list[Id]:
    """Ids of a file: numbers if every one of them is written as one, without needless zeros."""
    distinct = set(texts)
    if all(text.isascii() and text.isdigit() and str(int(text[:15])) == text for text in distinct):
        return [int(text) for text in texts]
    return list(texts)
