"""The worked cases: those of the shared data and as many again from the law's text, counted twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.shared_data import shared_file
from sihe.engines.tally import cases, report
from sihe.engines.tally.tests import oracle

OWN = json.loads((Path(__file__).parent / "data" / "law_vectors.json").read_text(encoding="utf-8"))
SHARED = shared_file("deliberation/art278_vectors.json")
GIVEN = json.loads(SHARED.read_text(encoding="utf-8"))["cases"] if SHARED else []


def tally(case: dict[str, Any]) -> dict[str, Any]:
    """Count one case as the command does."""
    return report(*cases(case, "case.json"))


def name(case: dict[str, Any]) -> str:
    """Return the name of a case for the list of tests."""
    return str(case["name"])


@pytest.mark.skipif(not GIVEN, reason="the shared data is not here")
def test_the_shared_cases_are_all_here() -> None:
    assert len(GIVEN) == 18


@pytest.mark.parametrize("case", GIVEN, ids=name)
def test_a_shared_case_is_counted_as_expected(case: dict[str, Any]) -> None:
    found = tally(case)
    assert {key: found[key] for key in case["expected"]} == case["expected"]


@pytest.mark.parametrize("case", OWN["cases"], ids=name)
def test_a_case_from_the_law_is_counted_as_expected(case: dict[str, Any]) -> None:
    found = tally(case)
    assert {key: found[key] for key in case["expected"]} == case["expected"]


@pytest.mark.parametrize("case", [*GIVEN, *OWN["cases"]], ids=name)
def test_a_second_implementation_says_the_same(case: dict[str, Any]) -> None:
    found, other = tally(case), oracle.count(case)
    assert {key: found[key] for key in other} == other
    assert {key: other[key] for key in case["expected"] if key in other} == {
        key: value for key, value in case["expected"].items() if key in other
    }


def test_there_are_as_many_of_ours_as_were_given() -> None:
    assert len(OWN["cases"]) >= 18
    assert len({case["name"] for case in OWN["cases"]}) == len(OWN["cases"])


def test_several_cases_come_back_in_their_order() -> None:
    found = report(*cases({"cases": OWN["cases"]}, "cases.json"))["results"]
    assert [one["trace"]["name"] for one in found] == [case["name"] for case in OWN["cases"]]


def test_a_court_case_of_1291_parts_by_its_three_readings() -> None:
    """1,291 parts, 703 ballots back (417 yes, 278 no, 8 abstain), 584 served and silent."""
    size = 1291
    units = [{"id": str(n), "area": 10000, "owners": [f"o{n}"]} for n in range(size)]
    words = ["agree"] * 417 + ["oppose"] * 278 + ["abstain"] * 8
    ballots = [{"voter": f"o{n}", "choice": word} for n, word in enumerate(words)]
    served = [f"o{n}" for n in range(703, 703 + 584)]
    found = tally(
        {"units": units, "ballots": ballots, "matter": 4, "options": {"delivered": served}}
    )
    assert found["readings"] == {
        "strict": "invalid_quorum", "delivered_participates": "rejected", "follow_majority": "passed",
    }  # fmt: skip
    shown = {k: v["hundredths_of_a_per_cent"] for k, v in found["trace"]["readings"].items()}
    assert shown["strict"]["participating_persons"] == 5445
    assert shown["follow_majority"]["agree_persons"] == 7777
