"""The reference page says what the engine does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sihe.engines.tally import cases, problem, reasons, report

PAGE = Path(__file__).resolve().parents[5] / "docs" / "reference" / "tally.md"
pytestmark = pytest.mark.skipif(not PAGE.is_file(), reason="the documents are not here")


def blocks() -> list[dict[str, Any]]:
    """Return the JSON of the page: the example, its result, the schema."""
    return [
        json.loads(x) for x in re.findall(r"```json\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    ]


def test_the_example_has_the_result_that_is_printed() -> None:
    case, result, _schema = blocks()
    found = report(*cases(case, "case.json"))
    assert {key: value for key, value in found.items() if key != "trace"} == result
    assert found["trace"]["ballots"]["left_out"][0]["reason"] == reasons.UNSIGNED


def test_the_schema_has_the_words_of_the_engine() -> None:
    schema = blocks()[2]
    unit, ballot, options = (
        schema["$defs"][x]["properties"] for x in ("unit", "ballot", "options")
    )
    for place, words in (
        (schema["properties"]["kind"], problem.KINDS), (unit["kind"], problem.PART_KINDS),
        (unit["state"], problem.STATES), (ballot["channel"], problem.CHANNELS),
        (ballot["role"], problem.ROLES), (options["nonvote"], problem.READINGS),
        (options["merge"], problem.MERGES), (options["revote"], problem.REVOTES),
    ):  # fmt: skip
        assert tuple(place["enum"]) == tuple(words)
    from sihe.engines.tally.checking import OPTIONS

    assert set(options) == OPTIONS


def test_our_cases_fit_the_schema() -> None:
    jsonschema_rs = pytest.importorskip("jsonschema_rs")
    own = json.loads((Path(__file__).parent / "data" / "law_vectors.json").read_text("utf-8"))
    case, _result, schema = blocks()
    validator = jsonschema_rs.validator_for(schema)
    for one in [case, *own["cases"]]:
        validator.validate(one)
    assert not validator.is_valid({**case, "matter": 10})
