"""The votes of one conversation as a matrix: people x statements, both in the order of their ids."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

AGREE, PASS, DISAGREE, UNSEEN = 1, 0, -1, 2
CHOICES: Final = (AGREE, PASS, DISAGREE)

SPARSE: Final = 8  # numbers may leave this many free between them and still be looked up in a table

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
        if self.answers.size and not DISAGREE <= self.answers.min() <= self.answers.max() <= UNSEEN:
            raise ValueError("an answer is none of 1, 0, -1 and unseen")

    @property
    def seen(self) -> NDArray[np.bool_]:
        """(people, statements): whether a person answered a statement."""
        seen: NDArray[np.bool_] = self.answers != UNSEEN
        return seen

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

    O(votes), O(n log n) in the n votes that have a rival."""
    row_of, row = _numbered(people)
    column_of, column = _numbered([*statements, *known])
    column = column[: len(statements)]
    value = np.asarray(answers, dtype=np.int8)
    cell = row * len(column_of) + column
    size = len(row_of) * len(column_of)
    matrix = np.full(size, UNSEEN, dtype=np.int8)
    matrix[cell] = value
    often = np.flatnonzero(np.bincount(cell, minlength=size)[cell] > 1)
    if len(often):  # the last one written is the latest, of equal times the smaller value
        order = np.lexsort((-value[often], np.asarray(times, dtype=np.int64)[often], cell[often]))
        again = often[order]
        last = np.append(cell[again][1:] != cell[again][:-1], True)
        matrix[cell[again[last]]] = value[again[last]]
    out = set(moderated)
    marks = np.fromiter((name in out for name in column_of), dtype=bool, count=len(column_of))
    return Votes(tuple(row_of), tuple(column_of), matrix.reshape(len(row_of), -1), marks)


def _numbered(ids: Sequence[Id]) -> tuple[list[Id], Integers]:
    """The distinct ids in order, and the place of each given one."""
    if set(map(type, ids)) == {int}:
        numbers = np.asarray(ids, dtype=np.int64)
        least, spread = int(numbers.min()), int(np.ptp(numbers)) + 1
        if spread <= SPARSE * len(ids):
            used = np.zeros(spread, dtype=np.int64)
            used[numbers - least] = 1
            distinct: list[Id] = [*(np.flatnonzero(used) + least).tolist()]
            return distinct, (np.cumsum(used) - 1)[numbers - least]
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
