"""What a person may get wrong in a case is named with its place; nothing is counted then."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sihe.engines.tables import Refused
from sihe.engines.tally import Ballot, Case, Unit, cases, report

SOUND: dict[str, Any] = {
    "units": [
        {"id": "a", "area": 100, "owners": ["o1"], "building": "1"},
        {"id": "b", "area": 100, "owners": ["o2", "o3"]},
        {"id": "p", "area": 10, "owners": ["z"], "kind": "parking"},
        {"id": "d", "area": 10, "owners": [], "state": "unsold"},
    ],
    "ballots": [{"voter": "o1", "choice": "agree"}],
    "matter": 4,
    "options": {"window": {"from": 0}, "scope": {}},
}
ELECTION = {**SOUND, "kind": "election", "candidates": ["k"], "seats": 1, "ballots": []}
del ELECTION["matter"]
UNANIMOUS = {**SOUND, "kind": "unanimous", "subject": "a"}


def changed(sound: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Return a copy with one value set; `None` as value of `del` paths takes it away."""
    case = copy.deepcopy(sound)
    *way, last = path.removeprefix("-").split(".")
    place: Any = case
    for step in way:
        place = place[int(step) if step.isdigit() else step]
    if path.startswith("-"):
        del place[last]
    else:
        place[int(last) if last.isdigit() else last] = value
    return case


def faults(case: Any) -> list[tuple[int, str, str, str]]:
    """Return the faults of a case."""
    with pytest.raises(Refused) as caught:
        cases(case, "case.json")
    assert all(fault.file == "case.json" for fault in caught.value.faults)
    return [(x.row, x.column, x.found, x.expected) for x in caught.value.faults]


@pytest.mark.parametrize("path, value, row, column, found, expected", [
    ("-units.1.area", None, 2, "units.area", "nothing", "integer"),
    ("units.1.area", 86.67, 2, "units.area", "86.67", "integer"),
    ("units.1.area", "100", 2, "units.area", "100", "integer"),
    ("units.1.area", True, 2, "units.area", "true", "integer"),
    ("units.1.area", 0, 2, "units.area", "0", "integer>=1"),
    ("units.1.area", -5, 2, "units.area", "-5", "integer>=1"),
    ("units.1.area_register", 90, 2, "units.area_register", "90", "one-area"),
    ("units.1.id", "a", 2, "units.id", "a", "unique"),
    ("units.1.id", " ", 2, "units.id", " ", "text"),
    ("units.1.owners", [], 2, "units.owners", "list of 0", "list-with-items"),
    ("units.1.owners", "o2", 2, "units.owners", "o2", "list"),
    ("units.1.owners", ["o2", "o2"], 2, "units.owners", "o2", "unique"),
    ("units.1.owners", ["o2", None], 2, "units.owners", "null", "text"),
    ("units.1.owners", ["o2+o3"], 2, "units.owners", "o2+o3", "name-without-+-other-than-DEV"),
    ("units.1.owners", ["DEV"], 2, "units.owners", "DEV", "name-without-+-other-than-DEV"),
    ("units.1.kind", "castle", 2, "units.kind", "castle", "house|shop|office|storage|other|parking|garage|stall"),
    ("units.1.state", "sold", 2, "units.state", "sold", "delivered|unsold|sold_undelivered"),
    ("units.1", "b", 2, "units", "b", "object"),
    ("units", {}, 0, "units", "object of 0", "list"),
    ("units", [], 0, "units", "list of 0", "list-with-items"),
    ("-units", None, 0, "units", "nothing", "list"),
    ("-ballots", None, 0, "ballots", "nothing", "list"),
    ("ballots.0.voter", "o9", 1, "ballots.voter", "o9", "owners-of-a-unit"),
    ("ballots.0.voter", "o2", 1, "ballots.voter", "o2", "owners-of-a-unit"),
    ("-ballots.0.voter", None, 1, "ballots.voter", "nothing", "text"),
    ("ballots.0.choice", "yes", 1, "ballots.choice", "yes", "agree|oppose|abstain"),
    ("-ballots.0.choice", None, 1, "ballots.choice", "nothing", "agree|oppose|abstain"),
    ("ballots.0.signed", "no", 1, "ballots.signed", "no", "true|false"),
    ("ballots.0.time", "yesterday", 1, "ballots.time", "yesterday", "time"),
    ("ballots.0.channel", "fax", 1, "ballots.channel", "fax", "paper|online|meeting|import"),
    ("ballots.0.role", "cat", 1, "ballots.role", "cat", "owner|representative|guardian|proxy|tenant"),
    ("ballots.0.proxy", {"matters": 4}, 1, "ballots.proxy.matters", "4", "list-of-items"),
    ("ballots.0.proxy", "p", 1, "ballots.proxy", "p", "object"),
    ("matter", 0, 0, "matter", "0", "integer>=1"),
    ("matter", 10, 0, "matter", "10", "integer<=9"),
    ("matter", "4", 0, "matter", "4", "integer"),
    ("-matter", None, 0, "matter", "nothing", "integer"),
    ("kind", "lottery", 0, "kind", "lottery", "decision|election|unanimous"),
    ("options.nonvote", "lenient", 0, "options.nonvote", "lenient",
     "strict|delivered_participates|follow_majority"),
    ("options.delivered", ["o1", "x"], 0, "options.delivered", "x", "owners-of-a-unit"),
    ("options.parking", 1, 0, "options.parking", "1", "true|false"),
    ("options.proxy_limit", 0, 0, "options.proxy_limit", "0", "integer>=1"),
    ("options.scope.units", ["zz"], 0, "options.scope.units", "zz", "id-of-a-unit"),
    ("options.window.until", -1, 0, "options.window.until", "-1", "time>=from"),
    ("options", [], 0, "options", "list of 0", "object"),
    ("options.scope", {"building": "9"}, 0, "units", "list of 4", "votable-part"),
])  # fmt: skip
def test_a_fault_of_a_decision_is_named(
    path: str, value: Any, row: int, column: str, found: str, expected: str
) -> None:
    assert faults(changed(SOUND, path, value)) == [(row, column, found, expected)]


@pytest.mark.parametrize("sound, path, value, fault", [
    (ELECTION, "seats", 0, (0, "seats", "0", "integer>=1")),
    (ELECTION, "-seats", None, (0, "seats", "nothing", "integer")),
    (ELECTION, "candidates", [], (0, "candidates", "list of 0", "list-with-items")),
    (ELECTION, "candidates", ["k", "k"], (0, "candidates", "k", "unique")),
    (ELECTION, "matter", 4, (0, "matter", "4", "integer<=3")),
    (ELECTION, "ballots", [{"voter": "o1", "choice": ["x"]}], (1, "ballots.choice", "x", "candidate")),
    (ELECTION, "ballots", [{"voter": "o1", "choice": "k"}], (1, "ballots.choice", "k", "list|object")),
    (ELECTION, "ballots", [{"voter": "o1", "choice": {"k": 1}}],
     (1, "ballots.choice.k", "1", "agree|oppose|abstain")),
    (ELECTION, "ballots", [{"voter": "o1", "choice": ["k", "k"]}], (1, "ballots.choice", "list of 2", "unique")),
    (UNANIMOUS, "subject", "zz", (0, "subject", "zz", "id-of-a-house")),
    (UNANIMOUS, "subject", "p", (0, "subject", "p", "id-of-a-house")),
    (UNANIMOUS, "subject", "b", (0, "subject", "b", "unit-with-building")),
    (UNANIMOUS, "interested", ["zz"], (0, "interested", "zz", "owners-of-a-unit")),
])  # fmt: skip
def test_a_fault_of_other_kinds_is_named(
    sound: dict[str, Any], path: str, value: Any, fault: tuple[int, str, str, str]
) -> None:
    assert faults(changed(sound, path, value)) == [fault]


def test_all_faults_of_all_cases_are_told_at_once() -> None:
    wrong = changed(changed(SOUND, "units.0.area", None), "units.2.kind", "x")
    assert [x[:2] for x in faults({"cases": [SOUND, wrong, changed(SOUND, "matter", 77)]})] == [
        (1, "cases[2].units.area"), (3, "cases[2].units.kind"), (3, "cases.matter"),
    ]  # fmt: skip
    assert faults({"cases": []}) == [(0, "cases", "list of 0", "list-with-items")]
    assert faults([SOUND]) == [(0, "", "list of 1", "object")]


def test_a_part_with_a_fault_does_not_accuse_its_owners_ballot() -> None:
    found = faults(changed(SOUND, "units.0.area", "x"))
    assert [x[1] for x in found] == ["units.area"]


def test_an_owner_of_parking_only_is_left_out_with_a_reason() -> None:
    case = changed(SOUND, "ballots", [{"voter": "z", "choice": "agree", "id": "7"}])
    found = report(*cases(case, "x"))
    assert found["trace"]["ballots"]["left_out"] == [
        {"voter": "z", "ballot": "7", "reason": "no_votable_part", "detail": ""}
    ]
    assert found["participating_persons"] == 0 and found["total_persons"] == 3


REASONS = [
    ({"void": "两个名字"}, "decided"),
    ({"identified": False}, "unidentified"),
    ({"signed": False}, "unsigned"),
    ({"choice": None}, "no_choice"),
    ({"choice": ["agree", "abstain"]}, "several_choices"),
    ({"time": -1}, "too_early"),
    ({"time": 101}, "too_late"),
    ({"role": "tenant"}, "tenant_without_proxy"),
    ({"role": "proxy"}, "proxy_without_document"),
    ({"proxy": {"document": True, "matters": [5]}}, "proxy_out_of_scope"),
    ({"proxy": {"document": True, "until": 9}, "time": 10}, "proxy_out_of_time"),
    ({"proxy": {"document": True, "from": 11}, "time": 10}, "proxy_out_of_time"),
    ({"proxy": {"document": True, "until": 9}}, "proxy_out_of_time"),
    ({"proxy": {"document": True, "revoked": 10}, "time": 10}, "proxy_revoked"),
]


@pytest.mark.parametrize("more, reason", REASONS)
def test_a_void_ballot_says_why(more: dict[str, Any], reason: str) -> None:
    case = changed(SOUND, "options.window.until", 100)
    case["options"]["delivered"] = ["o1"]
    case["ballots"][0] |= more
    found = report(*cases(case, "x"))
    assert [x["reason"] for x in found["trace"]["ballots"]["left_out"]] == [reason]
    assert found["trace"]["choices"]["void"] == {"area": 100, "persons": 1}
    assert found["trace"]["choices"]["silent_delivered"]["persons"] == 0


def test_a_policy_without_its_clause_is_counted_and_warned_of() -> None:
    case = changed(SOUND, "options", {
        "nonvote": "follow_majority", "parking": True, "merge": "any_shared",
        "void_participates": True, "nonvotes": "x",
    })  # fmt: skip
    assert report(*cases(case, "x"))["trace"]["warnings"] == [
        "clause_missing", "notice_missing", "delivery_missing", "parking_clause_missing",
        "merge_clause_missing", "void_clause_missing", "option_ignored:nonvotes",
    ]  # fmt: skip
    assert report(*cases(SOUND, "x"))["trace"]["warnings"] == []


def test_a_house_alone_in_its_building_needs_nobodys_consent_and_says_so() -> None:
    found = report(*cases({**UNANIMOUS, "ballots": []}, "x"))
    assert found["status"] == "passed" and found["trace"]["warnings"] == ["no_interested_owner"]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4)
    | st.sampled_from(["a", "o1", "agree", "election", "DEV"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(
        "units ballots matter options kind id area owners state voter choice cases candidates seats subject proxy "
        "delivered window scope".split()
    ), inner, max_size=6),
    max_leaves=25,
)  # fmt: skip


@given(JUNK)
@settings(max_examples=300, deadline=None)
def test_whatever_is_written_is_counted_or_refused(junk: Any) -> None:
    try:
        report(*cases(junk, "x"))
    except Refused as refused:
        told: list[Any] = refused.faults
    else:
        told = ["counted"]
    assert told


@given(JUNK, st.sampled_from(["units", "ballots", "matter", "options", "kind", "subject"]))
@settings(max_examples=200, deadline=None)
def test_a_sound_case_with_one_value_of_junk_too(junk: Any, name: str) -> None:
    try:
        report(*cases({**SOUND, name: junk}, "x"))
    except Refused as refused:
        told: list[Any] = refused.faults
    else:
        told = ["counted"]
    assert told


ODD: list[Any] = [
    "a", "u", "", " ", "a+b", "DEV", "\x07", 7, 0, -3, None, True, 1.5, "o1", "o2", "o2+o3", "unsold", "shop", "online",
    "oppose", {}, [],
]  # fmt: skip
ODD += [[one] for one in ODD] + [["o1", one] for one in ODD]
NAMES = {
    "units": "id area owners kind state building entrance area_register more",
    "ballots": "voter choice channel role signed id more",
}  # fmt: skip
PLAIN: dict[str, dict[str, Any]] = {
    "units": {"id": "u", "area": 50, "owners": ["o1"]}, "ballots": {"voter": "o1", "choice": "agree"},
}  # fmt: skip


@pytest.mark.parametrize("what", NAMES)
def test_what_is_written_plainly_is_read_as_value_by_value(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every odd value in every place: the quick way and the slow way say the same."""

    def told(row: dict[str, Any]) -> Any:
        try:
            return cases({**SOUND, what: [*SOUND[what], row]}, "x")
        except Refused as refused:
            return [str(fault) for fault in refused.faults]

    given_rows = [{**PLAIN[what], name: odd} for name in NAMES[what].split() for odd in ODD]
    quick = [told(row) for row in given_rows]
    for name in ("PLAIN_UNIT", "PLAIN_BALLOT"):
        monkeypatch.setattr(f"sihe.engines.tally.checking.{name}", frozenset())
    for row, found in zip(given_rows, quick, strict=True):
        assert told(row) == found, row


def test_what_is_made_by_hand_is_checked_too() -> None:
    with pytest.raises(ValueError, match="'a': area 0"):
        Case((Unit("a", 0, ("o",)),), (), 4)
    with pytest.raises(ValueError, match="'a' has no owner"):
        Case((Unit("a", 1, ()),), (), 4)
    unit = Unit("a", 1, ("o",))
    with pytest.raises(ValueError, match="item 12"):
        Case((unit,), (Ballot("o", (("", "agree"),)),), 12)
    with pytest.raises(ValueError, match="candidates"):
        Case((unit,), (), 3, "election")
