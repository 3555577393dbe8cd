"""Where people stand: the two principal axes of the votes, and each person's place on them.

Formulation. X = votes; a missing vote is the mean of its column, a moderated column is 0. The axes are the
first two right singular vectors of X minus its column means, of length 1, each with its largest
component positive. A person's place is the projection times sqrt(statements / answered), so that who
answered little is not pulled to the middle for that; a moderated statement counts as answered.

O(people x statements x min(people, statements)). After Small et al., "Polis: scaling deliberation by
mapping high dimensional opinion spaces" (2021).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sihe.engines.opinions.problem import UNSEEN, Votes

Reals = NDArray[np.float64]
NOTHING = 1e-12  # share of the largest axis below which there is no second one


@dataclass(frozen=True, eq=False)
class Plane:
    """axes: (2, statements). places: (people, 2)."""

    axes: Reals
    places: Reals


def plane(given: Votes) -> Plane:
    """The plane of a conversation."""
    seen = given.answers != UNSEEN
    seen |= given.moderated
    centred = np.where(seen, given.answers, 0).astype(np.float64)
    centred[:, given.moderated] = 0.0
    counts = seen.sum(axis=0)
    means = centred.sum(axis=0) / np.maximum(counts, 1)
    centred -= means
    centred[~seen] = 0.0  # the mean itself
    axes = _axes(centred)
    answered = np.maximum(seen.sum(axis=1), 1)
    places = (centred @ axes.T) * np.sqrt(len(given.statements) / answered)[:, None]
    return Plane(axes, places)


def _axes(centred: Reals) -> Reals:
    people, statements = centred.shape
    axes = np.zeros((2, statements))
    tall = people >= statements
    if not people or not statements:
        return axes
    sizes, vectors = np.linalg.eigh(centred.T @ centred if tall else centred @ centred.T)
    for number in range(min(2, len(sizes))):
        size, vector = sizes[-1 - number], vectors[:, -1 - number]
        if size <= max(sizes[-1], 0.0) * NOTHING or size <= 0.0:
            break
        axis = vector if tall else centred.T @ vector
        axis = axis / np.linalg.norm(axis)
        axes[number] = axis * np.sign(axis[np.argmax(np.abs(axis))])
    return axes
