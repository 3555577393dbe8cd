"""The suggestion engine on the shared files: the reference figures; skipped without them."""

from __future__ import annotations

import pytest

from bench import boston, taipei
from bench.shared_data import shared_file
from sihe.engines.tables import Row, outside, rows, sound_case_number

BOSTON = shared_file(boston.FILE)
TAIPEI = shared_file(taipei.FILE)
needs_boston = pytest.mark.skipif(BOSTON is None, reason=f"{boston.FILE} is not here")
needs_taipei = pytest.mark.skipif(TAIPEI is None, reason=f"{taipei.FILE} is not here")


@pytest.fixture(scope="module")
def cases() -> list[Row]:
    assert BOSTON is not None
    return boston.load(BOSTON)


@needs_boston
def test_late_flag_differs_in_at_most_twelve(cases: list[Row]) -> None:
    late = boston.late_flag(cases)
    assert late.total == 8_705
    assert late.hits <= 12


@needs_boston
def test_the_later_of_two_flags_would_be_noticed(cases: list[Row]) -> None:
    turned = {"ONTIME": "OVERDUE", "OVERDUE": "ONTIME", "": ""}
    wrong = [Row(case.items(), case.cells, []) for case in cases]
    for case in wrong:
        case["on_time"] = turned[case["on_time"]]
    assert boston.late_flag(wrong).hits > 8_000


@needs_boston
def test_routing_reaches_the_reference(cases: list[Row]) -> None:
    running = boston.routing(cases, "running")
    frozen = boston.routing(cases, "frozen")
    assert running.first.total == 2_577
    assert running.first.share >= 0.816
    assert running.three.share >= 0.92
    assert frozen.first.share >= 0.80


@needs_boston
@pytest.mark.slow
def test_duplicates_are_found_better_than_by_distance(cases: list[Row]) -> None:
    assert len(boston.labelled(cases)) == 496
    outcomes = boston.duplicates(cases)
    assert len(outcomes) == 155
    held_out = outcomes[int(len(outcomes) * boston.FITTED) :]
    for part in (outcomes, held_out):
        found = boston.recall(part)
        baseline = max(found.nearest.hits, found.nearest_same_type.hits)
        assert found.ranked.hits > baseline
        assert found.shown.hits > baseline
    assert boston.recall(held_out).ranked.share >= 0.95


@needs_boston
def test_defects_of_the_boston_file(cases: list[Row]) -> None:
    start, end = boston.moment("2015-08-01"), boston.moment("2015-09-01")
    assert len(cases) == 12_883
    assert not any(case.faults for case in cases)
    assert not any(outside(boston.moment(case["open_dt"]), (start, end)) for case in cases)
    early = [c for c in cases if c["closed_dt"] and c["closed_dt"] < c["open_dt"]]
    assert len(early) == 49
    places = boston.placeholders((float(c["lat"]), float(c["lon"]), c["street"]) for c in cases)
    assert places == {(42.3594, -71.0587)}


@needs_taipei
def test_defects_of_the_taipei_file() -> None:
    assert TAIPEI is not None
    found = [row for _, row in rows(TAIPEI)]
    assert len(found) == 25_838
    assert not any(row.faults for row in found)
    damaged = sum(sound_case_number(row["案件編號"]) is None for row in found)
    assert damaged == 12_572


@needs_taipei
def test_place_and_hour_tell_more_than_the_commonest_items() -> None:
    assert TAIPEI is not None
    shares = taipei.categories(taipei.load(TAIPEI))
    assert shares["top-1"].share > shares["commonest-1"].share
    assert shares["top-3"].share > shares["commonest-3"].share + 0.02
