"""The exports of Pol.is as columns: votes, comments (what was moderated out), groups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sihe.engines.opinions.problem import Id, Votes, as_ids, votes
from sihe.engines.tables import Columns, Fault, Refused, columns

VOTES: Final = ("voter-id", "comment-id", "vote", "timestamp")
ANSWERS: Final = {"1": 1, "0": 0, "-1": -1}
MODERATED_OUT: Final = "-1"
WHOLE: Final = re.compile(r"-?[0-9]{1,18}")
MOST_CELLS: Final = 200_000_000


def read_votes(path: Path, comments: Path | None = None) -> Votes:
    """The votes of a file, with what its comments file says. Raises TableError or Refused."""
    found = columns(path, VOTES)
    faults: list[Fault] = []
    faults += _unfit(found, "voter-id", lambda text: bool(text), "id")
    faults += _unfit(found, "comment-id", lambda text: bool(text), "id")
    faults += _unfit(found, "vote", ANSWERS.__contains__, "-1|0|1")
    faults += _unfit(found, "timestamp", lambda text: bool(WHOLE.fullmatch(text)), "integer")
    known, moderated = _comments(comments, faults) if comments else ([], set())
    if not faults and not found.lines:
        faults.append(Fault(found.file, 0, "", "0", "votes"))
    _check(faults)
    voters, voted = found.cells["voter-id"], found.cells["comment-id"]
    if len(set(voters)) * len({*voted, *known}) > MOST_CELLS:
        size = f"{len(set(voters))} x {len({*voted, *known})}"
        _check([Fault(found.file, 0, "", size, f"cells:{MOST_CELLS}")])
    statements = as_ids([*voted, *known])
    out = {
        name for name, text in zip(statements, [*voted, *known], strict=True) if text in moderated
    }
    return votes(
        as_ids(voters), statements[: len(voted)],
        [ANSWERS[text] for text in found.cells["vote"]],
        [int(text) for text in found.cells["timestamp"]],
        known=statements[len(voted) :], moderated=out,
    )  # fmt: skip


def _comments(path: Path, faults: list[Fault]) -> tuple[list[str], set[str]]:
    found = columns(path, ("comment-id",), ("moderated",))
    faults += _unfit(found, "comment-id", lambda text: bool(text), "id")
    faults += _unfit(found, "moderated", ("", "-1", "0", "1").__contains__, "-1|0|1")
    ids = found.cells["comment-id"]
    seen: set[str] = set()
    for index, name in enumerate(ids):
        if name in seen:
            faults.append(found.fault(index, "comment-id", "unique"))
        seen.add(name)
    marks = found.cells.get("moderated", [""] * len(ids))
    return ids, {name for name, mark in zip(ids, marks, strict=True) if mark == MODERATED_OUT}


def read_groups(path: Path, given: Votes) -> tuple[Mapping[Id, list[int]], int]:
    """Group -> rows of its people, and how many people of the file never voted. People without a group
    stay without. Raises TableError or Refused."""
    found = columns(path, ("participant", "group-id"))
    faults = _unfit(found, "participant", lambda text: bool(text), "id")
    row_of = {str(name): row for row, name in enumerate(given.people)}
    grouped: dict[str, list[int]] = {}
    seen: set[str] = set()
    unknown = 0
    cells = zip(found.cells["participant"], found.cells["group-id"], strict=True)
    for index, (name, group) in enumerate(cells):
        if name in seen:
            faults.append(found.fault(index, "participant", "unique"))
        seen.add(name)
        if not group:
            continue
        if name in row_of:
            grouped.setdefault(group, []).append(row_of[name])
        else:
            unknown += 1
    if not faults and not grouped:
        faults.append(Fault(found.file, 0, "group-id", "nothing", "group-of-a-voter"))
    _check(faults)
    ids = dict(zip(grouped, as_ids(list(grouped)), strict=True))
    ordered = sorted(grouped, key=lambda text: (isinstance(ids[text], str), ids[text]))
    return {ids[text]: sorted(grouped[text]) for text in ordered}, unknown


def _unfit(found: Columns, column: str, fits: object, expected: str) -> list[Fault]:
    if column not in found.cells:
        return []
    assert callable(fits)
    wrong = {text for text in set(found.cells[column]) if not fits(text)}
    if not wrong:
        return []
    return [
        found.fault(index, column, expected)
        for index, text in enumerate(found.cells[column])
        if text in wrong
    ]


def _check(faults: list[Fault]) -> None:
    if faults:
        raise Refused(sorted(faults, key=lambda fault: (fault.file, fault.row)))
