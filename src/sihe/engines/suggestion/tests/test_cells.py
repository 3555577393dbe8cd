"""What people write in a cell, read the same however they write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sihe.engines.suggestion import cells

FLOORS = st.integers(1, 30)
NUMBERS = st.integers(1, 99)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("第1-3网格", ["第1网格", "第2网格", "第3网格"]),
        ("1号楼至3号楼", ["1号楼", "2号楼", "3号楼"]),
        ("４个单元", ["1单元", "2单元", "3单元", "4单元"]),
        ("榆荫苑、 槐柏里；石榴园", ["榆荫苑", "槐柏里", "石榴园"]),
        ("1～2单元", ["1单元", "2单元"]),
        ("", []),
    ],
)
def test_names_are_spread(text: str, names: list[str]) -> None:
    assert cells.spread(text) == names


@pytest.mark.parametrize(
    ("text", "first", "count"),
    [
        ("1-6层 每层2户", "101", 12),
        ("6层每层2户", "101", 12),
        ("2层至6层，每层4户", "201", 20),
        ("1-3层每层2户、401、402", "101", 8),
        ("101、102室，201-204", "101", 6),
        ("0501", "501", 1),
        ("B101", "B101", 1),
        ("", "", 0),
    ],
)
def test_doors(text: str, first: str, count: int) -> None:
    found = cells.doors(text)
    assert len(found) == count and (found[0] if found else "") == first


@pytest.mark.parametrize("text", ["6-1层每层2户", "204-201", "1-9999"])
def test_ranges_that_run_backwards_or_away_are_refused(text: str) -> None:
    with pytest.raises(cells.TooMany):
        cells.doors(text)


@pytest.mark.parametrize("text", ["顶楼", "一零一", "101-102-103", "A-B"])
def test_what_is_no_door_is_refused(text: str) -> None:
    with pytest.raises(cells.Unclear):
        cells.doors(text)


@given(FLOORS, FLOORS, st.integers(1, 40))
def test_floors_times_doors(one: int, other: int, doors: int) -> None:
    low, high = sorted((one, other))
    found = cells.doors(f"{low}-{high}层 每层{doors}户")
    assert len(found) == len(set(found)) == (high - low + 1) * doors
    assert found[0] == f"{low}01" and found[-1] == f"{high}{doors:02d}"


@given(NUMBERS, st.sampled_from(["{}", "{}号楼", "{}栋", "{}#", "{}幢", " {} 号楼", "0{}"]))
def test_a_building_has_one_name(number: int, way: str) -> None:
    assert cells.building_name(way.format(number)) == f"{number}号楼"
    assert cells.building_number(way.format(number)) == str(number)


@pytest.mark.parametrize(
    ("written", "name"),
    [("三号楼", "3号楼"), ("甲3", "甲3号楼"), ("A座", "A座"), ("红楼", "红楼"), ("12号", "12号")],
)
def test_named_buildings(written: str, name: str) -> None:
    assert cells.building_name(written) == name


@pytest.mark.parametrize(
    "text", ["3-2-501", "3号楼2单元501", "３号楼二单元501室", "榆荫苑3号楼2单元501室"]
)
def test_one_address_in_all_its_forms(text: str) -> None:
    found = cells.address_in(text)
    assert found is not None
    assert (found.building, found.unit, found.dwelling) == ("3", "2", "501")


@pytest.mark.parametrize("text", ["3号楼", "1-6号楼", "101、102、201-204", "红楼", ""])
def test_what_is_no_address_of_a_door(text: str) -> None:
    assert cells.address_in(text) is None


@given(NUMBERS)
def test_two_ways_of_writing_a_grid_are_one(number: int) -> None:
    ways = {cells.key(way.format(number)) for way in ("第{}网格", "{}网格", "网格{}", "第 {} 网格")}
    assert len(ways) == 1


def test_names_that_differ_stay_apart() -> None:
    names = ["榆荫社区", "书香社区", "第1网格", "第11网格", "榆荫苑", "榆荫苑二期", "社区"]
    assert len({cells.key(name) for name in names}) == len(names)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (cells.spread, cells.doors, cells.building_name, cells.unit_name, cells.key):
        try:
            read(text)
        except (cells.TooMany, cells.Unclear):
            continue
