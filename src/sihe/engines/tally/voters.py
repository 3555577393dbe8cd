"""Who votes with how much: from parts to voters.

Steps: (1) votable parts: in scope, parking only where the rules of procedure say so; (2) the voter of a
part: the set of its owners, the developer for all that is unsold or not handed over (SPC interpretation
art. 9); the same set is one voter with the sum of its areas; (3) by policy, sets that share an owner
are one voter. O(parts).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sihe.engines.tally import reasons
from sihe.engines.tally.problem import (
    DEVELOPER,
    HANDED_OVER,
    PARKING_KINDS,
    SHARED,
    Policy,
    Unit,
    voter_key,
)


@dataclass(frozen=True, slots=True)
class Roll:
    """The voters of one case. `areas`: voter -> area; `voter_of`: a key as written -> its voter, ""
    for one without a part that counts; `parts` and `left_out`: (number, area) by kind of reason."""

    areas: dict[str, int]
    voter_of: dict[str, str]
    parts: tuple[int, int]
    left_out: dict[str, tuple[int, int]]
    sources: dict[str, int]

    @property
    def area(self) -> int:
        """The area of all votable parts."""
        return sum(self.areas.values())


def roll(units: Iterable[Unit], policy: Policy) -> Roll:
    """The voters of these parts."""
    keys: dict[str, int] = {}
    known: dict[str, str] = {DEVELOPER: ""}
    uncounted: dict[str, tuple[int, int]] = {}
    sources: dict[str, int] = {}
    counted: list[Unit] = []
    for unit in units:
        key = unit.key
        reason = left_out(unit, policy)
        if reason:
            known.setdefault(key, "")
            number, area = uncounted.get(reason, (0, 0))
            uncounted[reason] = (number + 1, area + unit.area)
            continue
        known[key] = key
        keys[key] = keys.get(key, 0) + unit.area
        sources[unit.area_source] = sources.get(unit.area_source, 0) + 1
        counted.append(unit)
    parts = (len(counted), sum(keys.values()))
    if policy.merge == SHARED:
        keys = _merged(keys, counted, known)
    ordered = dict(sorted(keys.items()))
    return Roll(
        ordered, known, parts, dict(sorted(uncounted.items())), dict(sorted(sources.items()))
    )


def left_out(unit: Unit, policy: Policy) -> str:
    """Why a part does not count, or ""."""
    if unit.kind in PARKING_KINDS and not policy.parking:
        return reasons.PARKING
    return "" if policy.scope.holds(unit) else reasons.OUT_OF_SCOPE


def _merged(keys: dict[str, int], counted: list[Unit], known: dict[str, str]) -> dict[str, int]:
    """Joins the sets that share an owner, and tells `known` where each has gone."""
    root: dict[str, str] = {}

    def top(owner: str) -> str:
        root.setdefault(owner, owner)
        while root[owner] != owner:
            root[owner] = root[root[owner]]
            owner = root[owner]
        return owner

    owned = {unit.key: unit.owners for unit in counted if unit.state == HANDED_OVER}
    for owners in owned.values():
        first = top(owners[0])
        for other in owners[1:]:
            root[top(other)] = first
    members: dict[str, set[str]] = {}
    for owners in owned.values():
        members.setdefault(top(owners[0]), set()).update(owners)
    joined: dict[str, int] = {}
    for key, area in keys.items():
        voter = key if key == DEVELOPER else voter_key(list(members[top(owned[key][0])]))
        known[key] = known[voter] = voter
        joined[voter] = joined.get(voter, 0) + area
    return joined
