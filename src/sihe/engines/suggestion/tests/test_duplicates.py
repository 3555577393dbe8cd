"""Duplicates: brute force, invariants, places that say nothing."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sihe.engines.suggestion import Report, haversine, place_key, placeholders, rank
from sihe.engines.suggestion import duplicates as engine
from sihe.engines.suggestion import reasons as why
from sihe.engines.suggestion.grams import grams

HALL = (39.9, 116.3)
LATS = st.sampled_from([39.9, 39.9001, 39.901, 39.95])
REPORTS = st.builds(
    Report,
    id=st.uuids().map(str),
    at=st.integers(0, 20).map(lambda n: n * 36_000.0),
    lat=LATS,
    lon=st.sampled_from([116.3, 116.3002]),
    text=st.text(alphabet="路灯不亮水管", max_size=6),
    category=st.sampled_from(["", "路灯", "水"]),
)
CANDIDATES = st.lists(REPORTS, max_size=7, unique_by=lambda report: report.id)


def _by_hand(report: Report, other: Report, everyone: list[Report]) -> float:
    def rare(piece: str) -> float:
        held = sum(piece in grams(each.text, (2,)) for each in everyone)
        return math.log(1 + len(everyone) / held)

    one, two = set(grams(report.text, (2,))), set(grams(other.text, (2,)))
    every = sum(map(rare, one | two))
    words = sum(map(rare, one & two)) / every if every else 0.0
    assert report.lat is not None
    assert report.lon is not None
    assert other.lat is not None
    assert other.lon is not None
    metres = haversine(report.lat, report.lon, other.lat, other.lon)
    hours = abs(report.at - other.at) / 3_600
    same = report.category != "" and report.category == other.category
    return (
        0.35 * math.exp(-metres / 100) + 0.15 * math.exp(-hours / 24) + 0.35 * words + 0.15 * same
    )


@given(REPORTS, CANDIDATES)
def test_the_three_best_are_those_of_brute_force(report: Report, others: list[Report]) -> None:
    everyone = [report, *others]
    wanted = {o.id: _by_hand(report, o, everyone) for o in others if o.id != report.id}
    found = rank(report, others, least=0.0)
    assert len(found) == min(3, len(wanted))
    for likeness in found:
        assert likeness.score == pytest.approx(wanted[likeness.id])
    best = sorted(wanted.values(), reverse=True)[:3]
    assert [likeness.score for likeness in found] == pytest.approx(best)


@given(REPORTS, CANDIDATES, st.randoms())
def test_scores_are_shares_and_order_does_not_matter(
    report: Report, others: list[Report], shuffle: random.Random
) -> None:
    found = rank(report, others)
    mixed = list(others)
    shuffle.shuffle(mixed)
    assert rank(report, mixed) == found
    assert all(engine.LEAST <= likeness.score <= 1 for likeness in found)
    assert len(rank(report, others, top=50)) <= 3


@given(REPORTS, CANDIDATES)
def test_a_placeholder_is_no_signal(report: Report, others: list[Report]) -> None:
    assert report.lat is not None
    assert report.lon is not None
    hidden = {place_key(report.lat, report.lon)}
    for likeness in rank(report, others, placeholders=hidden, least=0.0):
        assert likeness.metres is None
        assert likeness.score <= 1 - engine.PLACE + 1e-12
        assert likeness.reasons[0].code == why.PLACE_UNKNOWN


def _at(name: str, **changes: object) -> Report:
    base: dict[str, object] = {
        "at": 0.0,
        "lat": 39.9,
        "lon": 116.3,
        "text": "3号楼门口路灯不亮",
        "category": "路灯",
    }
    build: Callable[..., Report] = Report
    return build(id=name, **{**base, **changes})


def test_the_same_thing_again_comes_first_with_reasons() -> None:
    report = _at("new", at=7_200.0, text="门口路灯不亮了")
    others = [
        _at("same"),
        _at("far", lat=39.99),
        _at("other", category="垃圾", text="垃圾桶满了"),
        _at("old", at=-90 * 86_400.0),
    ]
    found = rank(report, others)
    assert found[0].id == "same"
    assert found[0].score > 0.75
    codes = {reason.code: reason.detail for reason in found[0].reasons}
    assert codes[why.SAME_PLACE] == "0"
    assert codes[why.RECENT] == "2"
    assert codes[why.SAME_CATEGORY] == "路灯"
    assert why.SIMILAR_TEXT in codes


def test_the_report_itself_is_no_duplicate() -> None:
    assert rank(_at("a"), [_at("a")]) == []


def test_placeholders_are_told_by_labels_that_contradict_each_other() -> None:
    hall = [(*HALL, f"{n}号楼") for n in range(13)]
    building = [(39.91, 116.31, "3号楼")] * 500 + [(39.91, 116.31, "")] * 500
    assert placeholders([*hall, *building]) == {HALL}
    assert placeholders(hall[:12]) == frozenset()
    assert placeholders([*hall], most=13) == frozenset()


def test_haversine_against_known_distances() -> None:
    quarter = math.pi / 2 * engine.EARTH_M
    assert haversine(0, 0, 0, 90) == pytest.approx(quarter)
    assert haversine(90, 0, 0, 77) == pytest.approx(quarter)
    assert haversine(39.9, 116.3, 39.9, 116.3) == 0
    assert haversine(0, 179.9, 0, -179.9) == pytest.approx(quarter / 450)


@pytest.mark.parametrize(
    "changes",
    [
        {"at": float("nan")},
        {"at": float("inf")},
        {"lat": 91.0},
        {"lon": 181.0},
        {"lat": float("nan")},
        {"lat": None},
    ],
)
def test_bad_reports_are_refused_by_name(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="'bad'"):
        _at("bad", **changes)


def test_weights_sum_to_one() -> None:
    total = engine.PLACE + engine.TIME + engine.TEXT + engine.CATEGORY
    assert total == pytest.approx(1.0)
