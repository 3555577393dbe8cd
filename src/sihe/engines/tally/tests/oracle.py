"""A second count of owners' votes, written from the law's text without a line of the engine.

It reads the JSON as it stands, keeps owners as sets, compares shares as fractions and looks at every
voter one by one. Slow on purpose.
"""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Any

Json = dict[str, Any]
DEV = frozenset({"DEV"})


def owners_of(text: str) -> frozenset[str]:
    """Return the set that a voter's key names."""
    return frozenset(text.split("+"))


def voter_of(unit: Json) -> frozenset[str]:
    """SPC art. 9: the developer for what is unsold or not handed over, else the owners together."""
    return frozenset(unit["owners"]) if unit.get("state", "delivered") == "delivered" else DEV


def area_of(unit: Json) -> int:
    """SPC art. 8: the register, else the survey, else the contract."""
    for name in ("area", "area_register", "area_survey", "area_contract"):
        if unit.get(name) is not None:
            return int(unit[name])
    raise AssertionError("no area")


def counts_here(unit: Json, options: Json) -> bool:
    """Whether a part counts: no parking unless the rules say so, and only what is in scope."""
    if unit.get("kind", "house") in ("parking", "garage", "stall") and not options.get("parking"):
        return False
    scope = options.get("scope", {})
    return all(
        [
            scope.get("building") in (None, unit.get("building")),
            scope.get("entrance") in (None, unit.get("entrance")),
            not scope.get("units") or unit["id"] in scope["units"],
        ]
    )


def families(sets: set[frozenset[str]], shared: bool) -> dict[frozenset[str], frozenset[str]]:
    """Return set of owners -> voter; joined again and again while any two share an owner."""
    if not shared:
        return {one: one for one in sets}
    groups = [{one} for one in sets]
    while True:
        pair = next(
            (
                (a, b)
                for a in groups
                for b in groups
                if a is not b and frozenset().union(*a) & frozenset().union(*b)
            ),
            None,
        )
        if pair is None:
            return {one: frozenset().union(*group) for group in groups for one in group}
        groups = [g for g in groups if g not in pair] + [pair[0] | pair[1]]


def authority(ballot: Json, item: int) -> bool:
    """Whether whoever cast a ballot may: owners, representatives and guardians; agents with a paper."""
    role = ballot.get("role", "proxy" if "proxy" in ballot else "owner")
    if role == "tenant":
        return False
    if role != "proxy":
        return True
    paper: Json = ballot.get("proxy", {})
    at: Any = ballot.get("time")
    if not paper.get("document") or item not in paper.get("matters", [item]):
        return False
    if at is None:
        return not {"from", "until", "revoked"} & paper.keys()
    begun = bool(paper.get("from", at) <= at <= paper.get("until", at))
    return begun and bool(at < paper.get("revoked", at + 1))


def seconds(time: Any) -> Any:
    """Return epoch seconds; a time of the clock is Shanghai's, eight hours ahead."""
    if not isinstance(time, str):
        return time
    stamp = datetime.fromisoformat(time if "+" in time else f"{time}+08:00")
    return int(stamp.timestamp())


def said(ballot: Json) -> Any:
    """Return what one ballot says, or None."""
    choice = ballot.get("choice")
    if choice in (None, "", [], {}):
        return None
    if isinstance(choice, dict):
        return frozenset((n, c) for n, c in choice.items() if c != "abstain")
    if isinstance(choice, list):
        if set(choice) <= {"agree", "oppose", "abstain"}:
            return choice[0] if len(set(choice)) == 1 else None
        return frozenset((n, "agree") for n in choice)
    return choice


def stands(ballot: Json, case: Json, item: int) -> bool:
    """Whether a ballot is sound by itself."""
    options = case.get("options", {})
    window: Json = {name: seconds(value) for name, value in options.get("window", {}).items()}
    at = seconds(ballot.get("time"))
    what = said(ballot)
    if ballot.get("void") or what is None:
        return False
    if not (ballot.get("signed", True) and ballot.get("identified", True)):
        return False
    if at is not None and not window.get("from", at) <= at <= window.get("until", at):
        return False
    if case.get("kind") == "election":
        agreed = [x for x in what if x[1] == "agree"]
        if len(agreed) > (case.get("most") or case["seats"]):
            return False
    return authority(ballot, item)


def within_limit(ballots: list[Json], limit: int | None) -> list[Json]:
    """Leave out what an agent brings beyond the limit; what no time tells apart there, all of it."""

    def is_proxy(ballot: Json) -> bool:
        return bool(ballot.get("role", "proxy" if "proxy" in ballot else "owner") == "proxy")

    if limit is None:
        return ballots
    kept = []
    for ballot in ballots:
        if not is_proxy(ballot):
            kept.append(ballot)
            continue
        agent = ballot["proxy"].get("agent", "")
        first: dict[frozenset[str], Fraction | float] = {}
        for other in ballots:
            if is_proxy(other) and other["proxy"].get("agent", "") == agent:
                owner = owners_of(other["voter"])
                at = other.get("time")
                first[owner] = min(
                    first.get(owner, float("inf")), float("inf") if at is None else at
                )
        mine = first[owners_of(ballot["voter"])]
        if len(first) <= limit or sum(at <= mine for at in first.values()) <= limit:
            kept.append(ballot)
    return kept


def together(ballots: list[Json], options: Json) -> Any:
    """Return what the sound ballots of one voter say together, or None."""

    def role(ballot: Json) -> str:
        return str(ballot.get("role", "proxy" if "proxy" in ballot else "owner"))

    own = [b for b in ballots if role(b) != "proxy"]
    ballots = own or ballots
    if options.get("revote") == "until_close":
        paper = [b for b in ballots if b.get("channel", "paper") != "online"]
        if paper:
            ballots = paper
        elif all("time" in b for b in ballots):
            last = max(b["time"] for b in ballots)
            ballots = [b for b in ballots if b["time"] == last]
    what = {said(b) for b in ballots}
    return what.pop() if len(what) == 1 else None


def register(case: Json) -> tuple[dict[frozenset[str], int], dict[frozenset[str], frozenset[str]]]:
    """Return voter -> area, and owners -> voter."""
    options = case.get("options", {})
    units = case["units"]
    if case.get("kind") == "unanimous":
        subject = next(u for u in units if u["id"] == case["subject"])
        more = {owners_of(x) for x in case.get("interested", [])}
        units = [
            u
            for u in units
            if voter_of(u) != voter_of(subject)
            and (u.get("building") == subject["building"] or voter_of(u) in more)
        ]
    else:
        units = [u for u in units if counts_here(u, options)]
    shared = options.get("merge") == "any_shared" and case.get("kind") != "unanimous"
    joined = families({voter_of(u) for u in units}, shared)
    areas: dict[frozenset[str], int] = {}
    for unit in units:
        voter = joined[voter_of(unit)]
        areas[voter] = areas.get(voter, 0) + area_of(unit)
    return areas, joined


def voices(
    case: Json, joined: dict[frozenset[str], frozenset[str]]
) -> tuple[dict[frozenset[str], Any], set[frozenset[str]]]:
    """Return voter -> what was said, and the voters who said something void only."""
    options = case.get("options", {})
    item = int({"election": 3, "unanimous": 0}.get(case.get("kind", ""), case.get("matter")) or 0)
    to_voter = joined | {voter: voter for voter in joined.values()}
    sound = within_limit(
        [b for b in case["ballots"] if stands(b, case, item)], options.get("proxy_limit")
    )
    spoken, void = {}, set()
    for voter in set(joined.values()):
        mine = [b for b in case["ballots"] if to_voter.get(owners_of(b["voter"])) == voter]
        held = [b for b in mine if any(b is other for other in sound)]
        what = together(held, options) if held else None
        if what is not None:
            spoken[voter] = what
        elif mine:
            void.add(voter)
    return spoken, void


def question(
    areas: dict[frozenset[str], int], word: dict[frozenset[str], str],
    silent: set[frozenset[str]], void: set[frozenset[str]], reading: str, item: int,
) -> Json:  # fmt: skip
    """Answer one yes-or-no question by the text of art. 278."""

    def sums(voters: set[frozenset[str]]) -> tuple[int, int]:
        return sum(areas[v] for v in voters), len(voters)

    yes = {v for v, w in word.items() if w == "agree"}
    part = set(word) | void
    if reading == "delivered_participates":
        part |= silent
    if reading == "follow_majority":
        camps = {
            c: sums({v for v, w in word.items() if w == c}) for c in ("agree", "oppose", "abstain")
        }
        for camp, (area, persons) in camps.items():
            if all(area > a and persons > p for c, (a, p) in camps.items() if c != camp):
                part |= silent
                yes |= silent if camp == "agree" else set()
    whole, taking, agreeing = sums(set(areas)), sums(part), sums(yes)
    quorum = [Fraction(taking[i], whole[i]) >= Fraction(2, 3) for i in (0, 1)]
    majority = []
    for i in (0, 1):
        if item in (6, 7, 8):
            majority.append(not taking[i] or Fraction(agreeing[i], taking[i]) >= Fraction(3, 4))
        else:
            majority.append(bool(taking[i]) and Fraction(agreeing[i], taking[i]) > Fraction(1, 2))
    status = "passed" if all(majority) else "rejected"
    return {
        "total_area": whole[0], "total_persons": whole[1],
        "participating_area": taking[0], "participating_persons": taking[1],
        "agree_area": agreeing[0], "agree_persons": agreeing[1],
        "quorum_area": quorum[0], "quorum_persons": quorum[1],
        "majority_area": majority[0], "majority_persons": majority[1],
        "status": status if all(quorum) else "invalid_quorum",
    }  # fmt: skip


READINGS = ("strict", "delivered_participates", "follow_majority")


def count(case: Json) -> Json:
    """Count a case."""
    options = case.get("options", {})
    areas, joined = register(case)
    spoken, void = voices(case, joined)
    if case.get("kind") == "unanimous":
        return unanimous(areas, spoken)
    to_voter = joined | {voter: voter for voter in joined.values()}
    served = {owners_of(x) for x in options.get("delivered", [])}
    silent = set()
    for voter in set(areas) - set(spoken) - void:
        sets = {s for s, v in joined.items() if v == voter}
        if voter in served or sets <= served:
            silent.add(voter)
    assert all(to_voter[s] in areas for s in joined)
    counted_void = void if options.get("void_participates") else set()
    if case.get("kind") == "election":
        return election(case, areas, spoken, silent, counted_void)
    found = {r: question(areas, spoken, silent, counted_void, r, case["matter"]) for r in READINGS}
    chosen = found[options.get("nonvote", "strict")]
    return chosen | {"readings": {r: found[r]["status"] for r in READINGS}}


def unanimous(areas: dict[frozenset[str], int], spoken: dict[frozenset[str], Any]) -> Json:
    """Art. 279: every one of them agrees."""
    every = all(spoken.get(voter) == "agree" for voter in areas)
    status = "passed" if every else "rejected"
    return {
        "total_area": sum(areas.values()), "total_persons": len(areas),
        "agree_persons": sum(what == "agree" for what in spoken.values()),
        "participating_persons": len(spoken),
        "status": status, "readings": dict.fromkeys(READINGS, status),
    }  # fmt: skip


def election(
    case: Json, areas: dict[frozenset[str], int], spoken: dict[frozenset[str], Any],
    silent: set[frozenset[str]], void: set[frozenset[str]],
) -> Json:  # fmt: skip
    """Every candidate by the rule for item 3; then seats by persons, then by area."""
    tables: dict[str, Json] = {}
    for reading in READINGS:
        figures = {}
        for name in case["candidates"]:
            word = {v: dict(marks).get(name, "abstain") for v, marks in spoken.items()}
            figures[name] = question(areas, word, silent, void, reading, 3)
        tables[reading] = seats(figures, case["seats"])
    chosen = tables[case.get("options", {}).get("nonvote", "strict")]
    return chosen | {"readings": {r: tables[r]["status"] for r in READINGS}}


def seats(figures: dict[str, Json], number: int) -> Json:
    """A candidate is in when fewer than `number` others are as good or better."""
    passed = {
        n: (f["agree_persons"], f["agree_area"])
        for n, f in figures.items()
        if f["status"] == "passed"
    }
    elected, run_off = [], []
    for name, votes in passed.items():
        better = sum(other > votes for other in passed.values())
        as_good = sum(other >= votes for other in passed.values())
        if as_good <= number:
            elected.append(name)
        elif better < number:
            run_off.append(name)
    elected.sort(key=lambda n: (-passed[n][0], -passed[n][1], n))
    vacant = 0 if run_off else number - len(elected)
    status = "partly_filled" if elected else "rejected"
    if not vacant:
        status = "run_off" if run_off else "passed"
    if all(f["status"] == "invalid_quorum" for f in figures.values()):
        status = "invalid_quorum"
    return {
        "elected": elected, "vacant": vacant, "status": status,
        "run_off": {"candidates": sorted(run_off), "seats": number - len(elected) if run_off else 0},
    }  # fmt: skip
