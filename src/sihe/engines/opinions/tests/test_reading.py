"""Exports as people bring them: faults named with file, row and column; text ids; packed files."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from sihe.engines.opinions import read_groups, read_votes
from sihe.engines.tables import Refused, TableError

HEAD = "timestamp,datetime,comment-id,voter-id,vote\n"
SOUND = HEAD + "".join(f"{n},x,{n % 4},{n // 4},{(1, 0, -1)[n % 3]}\n" for n in range(40))


def written(folder: Path, text: str, name: str = "votes.csv") -> Path:
    """Write a file."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def refused(act: object, *given: object) -> list[str]:
    """Return the faults as they are told."""
    assert callable(act)
    with pytest.raises(Refused) as caught:
        act(*given)
    return [str(fault) for fault in caught.value.faults]


def test_votes_are_read_with_what_was_moderated(tmp_path: Path) -> None:
    comments = written(
        tmp_path, "comment-id,moderated,comment-body\n0,1,a\n1,-1,b\n9,0,c\n", "c.csv"
    )
    found = read_votes(written(tmp_path, SOUND), comments)
    assert found.people == tuple(range(10)) and found.statements == (0, 1, 2, 3, 9)
    assert list(found.moderated) == [False, True, False, False, False]
    assert not found.seen[:, 4].any() and found.seen[:, :4].all()


def test_packed_votes_are_the_same(tmp_path: Path) -> None:
    plain = read_votes(written(tmp_path, SOUND))
    file = tmp_path / "votes.csv.gz"
    file.write_bytes(gzip.compress(SOUND.encode()))
    packed = read_votes(file)
    assert packed.people == plain.people and (packed.answers == plain.answers).all()


def test_ids_that_are_no_plain_numbers_are_texts_in_their_order(tmp_path: Path) -> None:
    found = read_votes(written(tmp_path, HEAD + "1,x,b,007,1\n1,x,a,7,1\n1,x,a,12,-1\n"))
    assert found.people == ("007", "12", "7") and found.statements == ("a", "b")


def test_the_order_of_columns_and_unknown_ones_are_nothing(tmp_path: Path) -> None:
    found = read_votes(written(tmp_path, "vote,voter-id,more,timestamp,comment-id\n-1, 5 ,x,3,8\n"))
    assert (found.people, found.statements, found.answers.tolist()) == ((5,), (8,), [[-1]])


@pytest.mark.parametrize("text, faults", [
    ("timestamp,comment-id,vote\n", ["votes.csv:1 [voter-id] found 'nothing', expected column"]),
    (HEAD, ["votes.csv found '0', expected votes"]),
    (HEAD + "1,x,0,0,2\n", ["votes.csv:2 [vote] found '2', expected -1|0|1"]),
    (HEAD + "1,x,0,0,\n", ["votes.csv:2 [vote] found '', expected -1|0|1"]),
    (HEAD + "1,x,0,,1\n", ["votes.csv:2 [voter-id] found '', expected id"]),
    (HEAD + "1,x,,0,1\n", ["votes.csv:2 [comment-id] found '', expected id"]),
    (HEAD + "soon,x,0,0,1\n", ["votes.csv:2 [timestamp] found 'soon', expected integer"]),
    (HEAD + "1.5,x,0,0,1\n", ["votes.csv:2 [timestamp] found '1.5', expected integer"]),
    (HEAD + f"{10**30},x,0,0,1\n", [f"votes.csv:2 [timestamp] found '{10**30}', expected integer"]),
    (HEAD + "1,x,0,0,1\n1,x,0\n1,x,0,0,yes\n", ["votes.csv:3 found '3', expected columns:5"]),
    (HEAD + "1,x,0,0,agree\n1,x,0,0,-\n", [
        "votes.csv:2 [vote] found 'agree', expected -1|0|1",
        "votes.csv:3 [vote] found '-', expected -1|0|1",
    ]),
])  # fmt: skip
def test_a_fault_of_the_votes_is_named(tmp_path: Path, text: str, faults: list[str]) -> None:
    assert refused(read_votes, written(tmp_path, text)) == faults


@pytest.mark.parametrize("text, faults", [
    ("comment-id,moderated\n0,1\n0,1\n", ["c.csv:3 [comment-id] found '0', expected unique"]),
    ("comment-id,moderated\n0,out\n", ["c.csv:2 [moderated] found 'out', expected -1|0|1"]),
    ("id\n0\n", ["c.csv:1 [comment-id] found 'nothing', expected column"]),
])  # fmt: skip
def test_a_fault_of_the_comments_is_named(tmp_path: Path, text: str, faults: list[str]) -> None:
    assert refused(read_votes, written(tmp_path, SOUND), written(tmp_path, text, "c.csv")) == faults


def test_groups_are_rows_of_those_who_voted(tmp_path: Path) -> None:
    given = read_votes(written(tmp_path, SOUND))
    file = written(tmp_path, "participant,group-id\n0,1\n3,0\n4,\n77,1\n2,1\n", "g.csv")
    groups, unknown = read_groups(file, given)
    assert (list(groups.items()), unknown) == ([(0, [3]), (1, [0, 2])], 1)


@pytest.mark.parametrize("text, faults", [
    ("participant,group-id\n0,1\n0,2\n", ["g.csv:3 [participant] found '0', expected unique"]),
    ("participant,group-id\n0,\n", ["g.csv [group-id] found 'nothing', expected group-of-a-voter"]),
    ("participant\n0\n", ["g.csv:1 [group-id] found 'nothing', expected column"]),
])  # fmt: skip
def test_a_fault_of_the_groups_is_named(tmp_path: Path, text: str, faults: list[str]) -> None:
    given = read_votes(written(tmp_path, SOUND))
    assert refused(read_groups, written(tmp_path, text, "g.csv"), given) == faults


def test_a_matrix_beyond_all_measure_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sihe.engines.opinions.reading.MOST_CELLS", 39)
    assert refused(read_votes, written(tmp_path, SOUND)) == [
        "votes.csv found '10 x 4', expected cells:39"
    ]


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "votes.csv"
    file.write_bytes(bytes((n * 151 + n // 7 * 31) % 256 for n in range(4_000)))
    with pytest.raises(TableError):
        read_votes(file)
