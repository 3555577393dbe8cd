"""What a mapping must have, and that every row is either a matter or has a reason."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sihe.engines.columns import Mapped, MappingFault, RowRefused, checked, guessed_columns, map_row
from sihe.engines.tables import Row, normalised_key

NOW = datetime(2026, 6, 1, tzinfo=UTC)
PLAIN: dict[str, Any] = {
    "origin": "made", "mode": "live",
    "columns": {"number": ["no"], "text": ["what"], "opened": ["day"], "ended": ["end"], "place": ["where"]},
}  # fmt: skip
HEADS = ("no", "what", "day", "end", "where")
CELLS = st.one_of(
    st.text(max_size=12), st.sampled_from(["2026-05-01", "20260501", "2.02504E+12", "７", ""])
)


def read(values: dict[str, str]) -> Mapped | str:
    """Return the matter, or the reason."""
    row = Row(values.items(), list(values.values()), [])
    try:
        return map_row(row, checked(PLAIN), NOW)
    except RowRefused as refused:
        return refused.reason


@given(st.tuples(*[CELLS] * len(HEADS)))
def test_every_row_is_a_matter_or_has_a_reason(cells: tuple[str, ...]) -> None:
    found = read(dict(zip(HEADS, cells, strict=True)))
    if isinstance(found, str):
        assert found
        return
    assert found.text and found.opened.tzinfo is not None
    assert found.ended is None or found.ended >= found.opened
    assert found.number in ("", found.key)


@given(st.tuples(*[CELLS] * len(HEADS)))
def test_the_key_is_the_number_or_the_whole_row(cells: tuple[str, ...]) -> None:
    values = dict(zip(HEADS, cells, strict=True))
    found = read(values)
    if isinstance(found, Mapped) and not found.number:
        assert found.key == normalised_key(values, HEADS)
        changed = values | {"where": values["where"] + "x"}
        other = read(changed)
        assert isinstance(other, Mapped) and other.key != found.key


def test_text_that_is_too_long_is_cut_and_told() -> None:
    found = read({"no": "1", "what": "长" * 3000, "day": "2026-05-01", "end": "", "where": ""})
    assert isinstance(found, Mapped) and len(found.text) == 2000 and found.warnings == ("text-cut",)


def test_a_mapping_names_what_is_wrong_with_it() -> None:
    with pytest.raises(MappingFault) as caught:
        checked({**PLAIN, "columns": {"text": ["what"]}})
    assert (caught.value.code, caught.value.target) == ("target_missing", "opened")
    with pytest.raises(MappingFault) as caught:
        checked(PLAIN, ["no", "what", "day", "end"])
    assert (caught.value.code, caught.value.part) == ("column_missing", "where")


def test_exact_names_are_guessed_before_near_ones() -> None:
    words = {"opened": ["时间"], "text": ["内容"]}
    assert guessed_columns(["办结时间", "时间", "投诉内容"], words) == {
        "opened": ["时间"], "text": ["投诉内容"]
    }  # fmt: skip
