"""Three real conversations: statistics exactly as worked out for the published groups, axes, own groups.

The exports are those of The Computational Democracy Project (CC BY 4.0); they are not part of this repository.
"""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench.shared_data import shared_file
from sihe.engines.opinions import adjusted_rand, analyse, read_groups, read_votes

# what red-dwarf 0.4.0 comes to on the same votes (bench/opinions.py measures it again)
PEER = {"brexit-consensus": 0.6355, "bg2050-volunteers": 0.1939, "scoop-hivemind.taxes": 0.9100}
HERE = {name: shared_file(f"deliberation/{name}/votes.csv") for name in PEER}
pytestmark = pytest.mark.skipif(not all(HERE.values()), reason="the shared data is not here")
SAME = (
    "participants", "statements", "votes", "moderated_out", "group_sizes", "representative", "consensus",
    "group_aware_consensus_agree",
)  # fmt: skip


def folder(name: str) -> Path:
    """Return where a conversation is."""
    file = HERE[name]
    assert file is not None
    return file.parent


@pytest.fixture(params=sorted(PEER))
def name(request: pytest.FixtureRequest) -> str:
    """Each conversation in turn."""
    return str(request.param)


def test_statistics_of_the_published_groups_are_exact(name: str) -> None:
    at = folder(name)
    expected: dict[str, Any] = json.loads((at / "expected.json").read_text(encoding="utf-8"))
    given = read_votes(at / "votes.csv", at / "comments.csv")
    groups, unknown = read_groups(at / "participants-votes.csv", given)
    found = analyse(given, groups, unknown=unknown)
    assert unknown == 0
    assert {key: found[key] for key in SAME} == {key: expected[key] for key in SAME}
    published = expected["pca_full_matrix"]
    assert found["axes"]["statement_order"] == published["statement_order"]
    for axis in ("pc1", "pc2"):
        assert abs(float(np.dot(found["axes"][axis], published[axis]))) >= 0.9999


def test_own_groups_are_at_least_as_near_to_the_published_as_the_peers(name: str) -> None:
    at = folder(name)
    found = analyse(read_votes(at / "votes.csv", at / "comments.csv"), runs=0)
    with (at / "participants-votes.csv").open(encoding="utf-8") as file:
        published = {
            int(x["participant"]): x["group-id"] for x in csv.DictReader(file) if x["group-id"]
        }
    own = {person: int(group) for group, people in found["groups"].items() for person in people}
    both = sorted(own.keys() & published.keys())
    assert len(both) > 0.95 * len(published)
    likeness = adjusted_rand(
        np.array([own[person] for person in both]), np.array([int(published[p]) for p in both])
    )
    assert likeness >= PEER[name]
    assert min(found["group_sizes"].values()) >= 3


def test_the_order_of_rows_changes_nothing(name: str, tmp_path: Path) -> None:
    at = folder(name)
    head, *lines = (at / "votes.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    random.Random(name).shuffle(lines)
    other = tmp_path / "votes.csv"
    other.write_text(head + "".join(lines), encoding="utf-8")
    one = analyse(read_votes(at / "votes.csv", at / "comments.csv"), runs=3)
    assert analyse(read_votes(other, at / "comments.csv"), runs=3) == one
