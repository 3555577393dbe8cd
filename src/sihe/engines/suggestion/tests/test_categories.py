"""Category suggestion: against brute force, invariants, reasons, rules."""

from __future__ import annotations

import json
import math
import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sihe.engines.suggestion import CategoryHistory, Keyword, KeywordRules, scores, suggest
from sihe.engines.suggestion import categories as engine
from sihe.engines.suggestion import reasons as why
from sihe.engines.suggestion.grams import grams

TEXTS = st.text(alphabet="路灯不亮水管漏 a1，", min_size=1, max_size=8)
AREAS = st.sampled_from(["东", "西", None])
HOURS = st.sampled_from([None, 0, 8, 23])
MATTERS = st.lists(st.tuples(TEXTS, st.sampled_from("甲乙丙"), AREAS, HOURS), max_size=8)
Matter = tuple[str, str, str | None, int | None]


def _learned(matters: list[Matter]) -> CategoryHistory:
    history = CategoryHistory()
    for text, category, area, hour in matters:
        history.learn(text, category, area=area, hour=hour)
    return history


def _by_hand(matters: list[Matter], text: str, area: str | None, hour: int | None, c: str) -> float:
    """The formula of the docstring, counted from the matters themselves."""
    mine = [m for m in matters if m[1] == c]
    pieces = [p for p in grams(text) if any(p in grams(m[0]) for m in matters)]
    mass = sum(len(grams(m[0])) for m in mine)
    heard = sum(
        math.log((sum(p in grams(m[0]) for m in mine) + 1.0) / (mass + 20_000.0)) for p in pieces
    )
    score = math.log((len(mine) + 1) / (len(matters) + len({m[1] for m in matters})))
    score += min(1.0, 3.0 / max(1, len(grams(text)))) * heard
    if area and any(m[2] == area for m in matters):
        score += math.log((sum(m[2] == area for m in mine) + 0.5) / (len(mine) + 25.0))
    if hour is not None and any(m[3] is not None for m in matters):
        score += math.log((sum(m[3] == hour for m in mine) + 2.0) / (len(mine) + 48.0))
    return score


@given(MATTERS, TEXTS, AREAS, HOURS)
def test_scores_are_those_of_brute_force(
    matters: list[Matter], text: str, area: str | None, hour: int | None
) -> None:
    found = scores(_learned(matters), text, area, hour=hour)
    assert found.keys() == {m[1] for m in matters}
    for category, score in found.items():
        assert score == pytest.approx(_by_hand(matters, text, area, hour, category))


@given(MATTERS, TEXTS, AREAS, HOURS, st.randoms())
def test_order_of_learning_does_not_matter(
    matters: list[Matter], text: str, area: str | None, hour: int | None, shuffle: random.Random
) -> None:
    mixed = list(matters)
    shuffle.shuffle(mixed)
    one, other = _learned(matters), _learned(mixed)
    assert one.to_dict() == other.to_dict()
    assert suggest(one, text, area, hour=hour) == suggest(other, text, area, hour=hour)


def _place(history: CategoryHistory, matter: Matter) -> int:
    text, category, area, hour = matter
    order = [s.category for s in suggest(history, text, area, top=9, hour=hour)]
    return order.index(category)


@given(MATTERS.filter(bool), st.data())
def test_more_of_the_same_never_lowers_a_category(
    matters: list[Matter], data: st.DataObject
) -> None:
    matter = data.draw(st.sampled_from(matters))
    history = _learned(matters)
    before = _place(history, matter)
    history.learn(matter[0], matter[1], area=matter[2], hour=matter[3])
    assert _place(history, matter) <= before


@given(MATTERS, MATTERS)
def test_merging_is_learning_both_and_unlearning_takes_back(
    one: list[Matter], other: list[Matter]
) -> None:
    merged = _learned(one)
    merged.merge(_learned(other))
    both = _learned(one + other)
    assert merged.to_dict() == both.to_dict()
    assert merged.mass == both.mass
    for text, category, area, hour in other:
        both.unlearn(text, category, area=area, hour=hour)
    assert both.to_dict() == _learned(one).to_dict()
    assert both.mass == _learned(one).mass


@given(MATTERS)
def test_a_history_survives_json(matters: list[Matter]) -> None:
    history = _learned(matters)
    kept = CategoryHistory.from_dict(json.loads(json.dumps(history.to_dict())))
    assert kept.to_dict() == history.to_dict()
    assert suggest(kept, "路灯不亮") == suggest(history, "路灯不亮")


@given(MATTERS, TEXTS)
def test_shares_are_ordered_and_sum_to_one(matters: list[Matter], text: str) -> None:
    found = suggest(_learned(matters), text, top=99)
    assert all(a.share >= b.share for a, b in pairwise(found))
    assert not found or math.isclose(sum(s.share for s in found), 1.0)
    assert all(s.reasons for s in found)


@given(MATTERS, TEXTS, st.floats(0.5, 20))
def test_a_rule_never_lowers_its_category(matters: list[Matter], text: str, weight: float) -> None:
    history = _learned([*matters, ("路", "甲", None, None)])
    rules = KeywordRules({"甲": [Keyword(text[0] if text[0].strip() else "路", weight)]})
    plain = {s.category: s.share for s in suggest(history, text, top=99)}
    ruled = {s.category: s.share for s in suggest(history, text, top=99, rules=rules)}
    assert ruled["甲"] >= plain["甲"] - 1e-12


def _street() -> CategoryHistory:
    history = CategoryHistory()
    for text in ("门口路灯不亮", "3号楼前路灯坏了", "路灯一直闪"):
        history.learn(text, "路灯", area="北社区", hour=20)
    for text in ("楼道堆放杂物", "二单元楼道有杂物", "杂物挡住消防通道", "楼道杂物没人清"):
        history.learn(text, "楼道杂物", area="南社区", hour=9)
    return history


def test_reasons_name_words_and_past_matters() -> None:
    best = suggest(_street(), "我家楼下的路灯又不亮了", "北社区", hour=20)[0]
    assert best.category == "路灯"
    found = {reason.code: reason.detail for reason in best.reasons}
    assert found[why.WORDS].split()[0] == "路灯"
    assert found[why.SIMILAR_PAST] == "3"
    assert found[why.USUAL_HERE] == "3"
    assert found[why.USUAL_HOUR] == "3"


def test_nothing_known_says_only_what_is_usual() -> None:
    best = suggest(_street(), "xyz")[0]
    assert best.category == "楼道杂物"
    assert [(r.code, r.detail) for r in best.reasons] == [(why.USUAL, "4")]
    assert suggest(CategoryHistory(), "路灯") == []


def test_rules_work_without_history_and_beat_the_usual() -> None:
    rules = KeywordRules(
        {"电梯": [Keyword("电梯"), Keyword("困人", 5.0)], "路灯": [Keyword("路灯")]}
    )
    first = suggest(CategoryHistory(), "电梯坏了困人", rules=rules)[0]
    assert (first.category, first.reasons[0].detail) == ("电梯", "困人 电梯")
    assert first.share == 1.0
    assert suggest(CategoryHistory(), "别的", rules=rules) == []
    assert suggest(_street(), "电梯坏了", rules=rules)[0].category == "电梯"


def test_a_rule_of_weight_one_counts_as_much_as_the_history() -> None:
    rules = KeywordRules({"电梯": [Keyword("灯", 1.0)]})
    alone = suggest(_street(), "路灯不亮")
    both = {s.category: s.share for s in suggest(_street(), "路灯不亮", rules=rules)}
    assert both["电梯"] == pytest.approx(0.5)
    assert both["路灯"] == pytest.approx(alone[0].share / 2)


def test_keywords_inside_longer_ones_count_once_and_latin_ones_are_whole_words() -> None:
    rules = KeywordRules(
        {"a": [Keyword("路灯"), Keyword("灯"), Keyword("ＣＡＴ")], "b": [Keyword("灯")]}
    )
    assert rules.found("路灯")["a"] == [("路灯", 3.0)]
    assert rules.found("a category, concat") == {}
    assert rules.found("My cat!") == {"a": [("cat", 3.0)]}
    with pytest.raises(ValueError, match="weight"):
        Keyword("x", float("nan"))
    with pytest.raises(ValueError, match="no word"):
        Keyword("  ")


def test_pieces_of_text() -> None:
    assert grams("路灯不亮") == ["路", "灯", "不", "亮", "路灯", "灯不", "不亮", "路灯不", "灯不亮"]
    assert grams("Street Light, ３楼 12B") == ["street", "light", "#", "楼", "b"]
    assert grams("") == []
    assert len(grams("路" * 10_000)) == 3


def test_bad_input_names_the_item() -> None:
    history = _street()
    with pytest.raises(ValueError, match="路灯"):
        history.unlearn("从未学过", "路灯")
    with pytest.raises(ValueError, match="hour 24"):
        history.learn("x", "路灯", hour=24)
    with pytest.raises(ValueError, match="without a category"):
        history.learn("x", "")
    with pytest.raises(ValueError, match="version"):
        CategoryHistory.from_dict({"version": 0})
    broken = history.to_dict()
    broken["matters"]["路灯"] = -1
    with pytest.raises(ValueError, match="positive"):
        CategoryHistory.from_dict(broken)


def test_rare_pieces_can_be_dropped() -> None:
    history = _street()
    small = history.without_rare(3)
    assert set(small.pieces) < set(history.pieces)
    assert small.matters == history.matters
    assert sum(small.mass.values()) == sum(sum(r.values()) for r in small.pieces.values())
    assert suggest(small, "路灯坏了")[0].category == "路灯"


def test_constants_are_sane() -> None:
    assert engine.INDEPENDENT > 0
    assert engine.ALPHA > 0
