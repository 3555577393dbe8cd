"""From ballots to one choice a voter: what holds, what is void, what is set aside, and why.

Steps: (1) each ballot by itself: sound or void with a reason; (2) proxies beyond an agent's limit; (3) of
the sound ballots of one voter the owner's own beats a proxy's; (4) where voting again is allowed the
last one online holds, and one on paper ends it; (5) what is left must say one thing, else all of it is
void. No step looks at the order of the ballots. O(ballots x log ballots).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sihe.engines.tally import reasons
from sihe.engines.tally.problem import (
    AGREE,
    ELECTION,
    ONLINE,
    PROXY,
    TENANT,
    UNTIL_CLOSE,
    Ballot,
    Case,
    Marks,
    Policy,
    Proxy,
)
from sihe.engines.tally.voters import Roll

_LATEST: Final = 1 << 62  # an unknown time


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A ballot that was not counted: its voter as written, its id if it has one, the reason."""

    voter: str
    ballot: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """`marks`: voter -> what was chosen; `void`: voters none of whose ballots holds."""

    marks: dict[str, Marks]
    void: frozenset[str]
    left_out: tuple[LeftOut, ...]
    given: int


def cast(case: Case, roll: Roll) -> Cast:
    """The choices of the voters of one case."""
    left: list[LeftOut] = []
    sound: dict[str, list[Ballot]] = defaultdict(list)
    voted: set[str] = set()
    beyond = _beyond_limit(case)
    for ballot in case.ballots:
        voter = roll.voter_of.get(ballot.voter, "")
        reason = _flaw(ballot, case) if voter else reasons.NO_VOTABLE_PART
        if beyond and not reason and ballot in beyond:
            reason = reasons.PROXY_OVER_LIMIT
        if voter:
            voted.add(voter)
        if reason:
            left.append(LeftOut(ballot.voter, ballot.id, reason, ballot.void))
        else:
            sound[voter].append(ballot)
    marks = {}
    for voter, ballots in sound.items():
        held = ballots[0].marks if len(ballots) == 1 else _settled(ballots, case.policy, left)
        if held is not None:
            marks[voter] = held
    left.sort(key=lambda x: (x.voter, x.ballot, x.reason, x.detail))
    return Cast(marks, frozenset(voted - marks.keys()), tuple(left), len(case.ballots))


def _flaw(ballot: Ballot, case: Case) -> str:
    """What makes a ballot void by itself, or ""."""
    policy = case.policy
    if ballot.void:
        return reasons.DECIDED
    if not ballot.identified:
        return reasons.UNIDENTIFIED
    if not ballot.signed:
        return reasons.UNSIGNED
    if ballot.marks is None:
        return reasons.SEVERAL_CHOICES if ballot.several else reasons.NO_CHOICE
    if case.kind == ELECTION and _agreed(ballot) > case.most:
        return reasons.TOO_MANY_CANDIDATES
    if ballot.time is not None:
        if policy.opens is not None and ballot.time < policy.opens:
            return reasons.TOO_EARLY
        if policy.closes is not None and ballot.time > policy.closes:
            return reasons.TOO_LATE
    if ballot.role == TENANT:
        return reasons.TENANT_WITHOUT_PROXY
    return _flawed_proxy(ballot.proxy, ballot.time, case.item) if ballot.role == PROXY else ""


def _agreed(ballot: Ballot) -> int:
    return sum(choice == AGREE for _candidate, choice in ballot.marks or ())


def _flawed_proxy(proxy: Proxy | None, time: int | None, item: int) -> str:
    if proxy is None or not proxy.document:
        return reasons.PROXY_WITHOUT_DOCUMENT
    if proxy.items is not None and item not in proxy.items:
        return reasons.PROXY_OUT_OF_SCOPE
    bounded = proxy.since is not None or proxy.until is not None
    if time is None:  # when it was cast must be known, or an authority that ends proves nothing
        if proxy.revoked is not None:
            return reasons.PROXY_REVOKED
        return reasons.PROXY_OUT_OF_TIME if bounded else ""
    if proxy.revoked is not None and time >= proxy.revoked:
        return reasons.PROXY_REVOKED
    if proxy.since is not None and time < proxy.since:
        return reasons.PROXY_OUT_OF_TIME
    return reasons.PROXY_OUT_OF_TIME if proxy.until is not None and time > proxy.until else ""


def _beyond_limit(case: Case) -> set[Ballot]:
    """The ballots of agents who bring more owners than they may: the later ones, and of those that no
    time tells apart at the limit, all."""
    limit = case.policy.proxy_limit
    if limit is None:
        return set()
    first: dict[str, dict[str, int]] = defaultdict(dict)
    brought: dict[tuple[str, str], list[Ballot]] = defaultdict(list)
    for ballot in case.ballots:
        if ballot.role != PROXY or ballot.proxy is None or _flaw(ballot, case):
            continue
        agent, owner = ballot.proxy.agent, ballot.voter
        time = _LATEST if ballot.time is None else ballot.time
        first[agent][owner] = min(first[agent].get(owner, time), time)
        brought[agent, owner].append(ballot)
    beyond: set[Ballot] = set()
    for agent, times in first.items():
        for owner, time in times.items():
            rank = sum(other <= time for other in times.values())
            if len(times) > limit and rank > limit:
                beyond.update(brought[agent, owner])
    return beyond


def _settled(ballots: list[Ballot], policy: Policy, left: list[LeftOut]) -> Marks | None:
    """What several sound ballots of one voter say together; None: they contradict one another."""

    def keep(which: Callable[[Ballot], bool], reason: str) -> list[Ballot]:
        kept = [ballot for ballot in ballots if which(ballot)]
        if not kept:
            return ballots
        left.extend(LeftOut(x.voter, x.id, reason) for x in ballots if not which(x))
        return kept

    ballots = keep(lambda x: x.role != PROXY, reasons.OWN_BALLOT_BEATS_PROXY)
    if policy.revote == UNTIL_CLOSE:
        ballots = keep(lambda x: x.channel != ONLINE, reasons.CLOSED_BY_PAPER)
        if all(x.channel == ONLINE and x.time is not None for x in ballots):
            last = max(x.time or 0 for x in ballots)
            ballots = keep(lambda x: x.time == last, reasons.REVOTED)
    ballots.sort(key=lambda x: (x.voter, x.id, x.channel, x.role))
    if len({ballot.marks for ballot in ballots}) > 1:
        left.extend(LeftOut(x.voter, x.id, reasons.CONTRADICTING) for x in ballots)
        return None
    left.extend(LeftOut(x.voter, x.id, reasons.DUPLICATE) for x in ballots[1:])
    return ballots[0].marks
