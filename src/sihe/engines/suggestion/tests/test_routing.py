"""Learned routing: counts, back-off, forgetting."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sihe.engines.suggestion import RouteHistory, route
from sihe.engines.suggestion import reasons as why
from sihe.engines.suggestion.routing import RECENT

ROUTES = st.lists(
    st.tuples(st.sampled_from("路水"), st.sampled_from("东西"), st.sampled_from("甲乙丙")),
    max_size=15,
)


def _learned(routes: list[tuple[str, str, str]]) -> RouteHistory:
    history = RouteHistory()
    for category, area, queue in routes:
        history.learn(category, area, queue)
    return history


@given(ROUTES, st.sampled_from("路水空"), st.sampled_from("东西空"))
def test_shares_by_hand(routes: list[tuple[str, str, str]], category: str, area: str) -> None:
    found = {s.category: s.share for s in route(_learned(routes), category, area, top=9)}
    cell = [q for c, a, q in routes if (c, a) == (category, area)]
    wide = [q for c, _, q in routes if c == category]
    if not wide:
        everything = [q for _, _, q in routes]
        here = [q for _, a, q in routes if a == area]
        cell, wide = here, everything
    wanted = {q: (cell.count(q) + wide.count(q) / len(wide)) / (len(cell) + 1) for q in set(wide)}
    assert found == pytest.approx(wanted)


@given(ROUTES)
def test_survives_json(routes: list[tuple[str, str, str]]) -> None:
    history = _learned(routes)
    kept = RouteHistory.from_dict(json.loads(json.dumps(history.to_dict())))
    assert kept.to_dict() == history.to_dict()
    assert route(kept, "路", "东") == route(history, "路", "东")


def test_back_off_and_its_reasons() -> None:
    history = _learned([("路灯", "东", "物业甲")] * 3 + [("路灯", "西", "物业乙")] * 2)
    first, second = route(history, "路灯", "西")
    assert first.category == "物业乙"
    assert (first.reasons[0].code, first.reasons[0].detail) == (why.PAST_ROUTE, "2/2")
    assert second.reasons[0].code == why.PAST_ROUTE_CATEGORY
    assert route(history, "路灯", "北")[0].reasons[0].code == why.PAST_ROUTE_CATEGORY
    assert route(history, "噪音", "西")[0].reasons[0].code == why.PAST_ROUTE_AREA
    assert route(history, "噪音", "北")[0].reasons[0].code == why.PAST_ROUTE_ALL
    assert route(RouteHistory(), "路灯", "东") == []


def test_a_responsibility_that_moved_is_followed() -> None:
    history = _learned([("垃圾", "东", "旧")] * 500 + [("垃圾", "东", "新")] * (RECENT // 2 + 1))
    assert route(history, "垃圾", "东")[0].category == "新"


def test_bad_input() -> None:
    with pytest.raises(ValueError, match="no queue"):
        RouteHistory().learn("路灯", "东", "")
    with pytest.raises(ValueError, match="version"):
        RouteHistory.from_dict({"version": 9})
