"""Rows as offices write them: doors, names, numbers, phones, kinds, days; and every fault by its code."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sihe.engines.rolls import (
    Door,
    RowRefused,
    check_character,
    door,
    guessed,
    id_number,
    key_of,
    missing,
    persons,
    read_row,
)
from sihe.engines.rolls.tests.faults import SOUND, broken, faults
from sihe.engines.rolls.tests.making import HEADS, Made, door_words
from sihe.engines.tables import text_fault

TODAY = date(2026, 11, 25)
CELLS = ["3号楼", "2", "501", "示例甲", SOUND, "10000000001", "自住业主", "2020-05-01"]
COLUMNS = guessed(HEADS)
ELSEWHERE = ("building-unknown", "unit-unknown", "room-unknown")  # only the register can tell


@pytest.mark.parametrize("text, found", [
    ("3-2-501", ("3", "2", "501")), ("3号楼2单元501", ("3", "2", "501")), ("三号楼二单元501室", ("3", "2", "501")),
    ("3#2-501", ("3", "2", "501")), ("３－２－５０１", ("3", "2", "501")), ("3.2.501", ("3", "2", "501")),
    ("3/2/501", ("3", "2", "501")), ("03-02-0501", ("3", "2", "501")), ("3栋2单元五〇一室", ("3", "2", "501")),
    ("示例花园3号楼 2门 501", ("3", "2", "501")), ("十二号楼一单元1102", ("12", "1", "1102")),
    ("甲3号楼2单元501", ("甲3", "2", "501")), ("A座1203", ("A", "", "1203")), ("3-501", ("3", "", "501")),
    ("3号楼2单元501左", ("3", "2", "501")),
])  # fmt: skip
def test_one_cell_in_every_writing(text: str, found: tuple[str, str, str]) -> None:
    read = door({"住址": text}, {"address": "住址"})
    assert (read.building, read.unit, read.room) == found


@pytest.mark.parametrize("cells, found", [
    (("3号楼", "二单元", "501.0"), ("3", "2", "501")), (("三", "2", "501室"), ("3", "2", "501")),
    (("3#", "", "2-501"), ("3", "2", "501")), (("", "", "3-2-501"), ("3", "2", "501")),
    (("3栋", "第二单元", "五零一"), ("3", "2", "501")), (("A座", "", "1203"), ("A", "", "1203")),
    (("3", "", "501"), ("3", "", "501")),
])  # fmt: skip
def test_columns_apart(cells: tuple[str, str, str], found: tuple[str, str, str]) -> None:
    columns = {"building": "楼", "unit": "单", "room": "房"}
    read = door(dict(zip(columns.values(), cells, strict=True)), columns)
    assert (read.building, read.unit, read.room) == found


@given(st.integers(1, 60), st.integers(1, 9), st.integers(1, 33), st.integers(1, 9), st.randoms())
def test_every_writing_of_a_door_is_one_door(
    b: int, u: int, floor: int, n: int, rng: object
) -> None:
    one = Made(str(b), str(u), f"{floor}0{n}", "", "", "", "tenant")
    read = door({"住址": door_words(rng, one)}, {"address": "住址"})  # type: ignore[arg-type]
    assert read == Door("", one.building, one.unit, one.room)


def test_names_of_places() -> None:
    assert [key_of(n, "building") for n in ("三号楼", "3号楼", "03栋", "平房1号", "A座")] == [
        "3",
        "3",
        "3",
        "平房1号",
        "A",
    ]
    assert [key_of(n, "unit") for n in ("二单元", "2单元", "")] == ["2", "2", ""]


@pytest.mark.parametrize("text, found", [
    ("张 三", ("张三", ())), ("　张三 ", ("张三", ())), ("张三（户主）", ("张三", ())),
    ("张三（曾用名：张山）", ("张三", ("张山",))), ("买买提•吐尔逊", ("买买提·吐尔逊", ())),
    ("买买提．吐尔逊", ("买买提·吐尔逊", ())), ("Anna  Müller", ("Anna Müller", ())), ("Ａｎｎａ Li", ("Anna Li", ())),
    ("㛃䶮", ("㛃䶮", ())), ("*张三", ("张三", ())),
])  # fmt: skip
def test_names(text: str, found: tuple[str, tuple[str, ...]]) -> None:
    assert persons.name(text) == found


@pytest.mark.parametrize("text, found", [
    ("13800000000.0", "13800000000"), ("1.3800138001E+10", "13800138001"), ("138 0013 8001", "13800138001"),
    ("+86 138-0013-8001", "13800138001"), ("１３８００１３８００１", "13800138001"), ("010-6275 1234", "01062751234"),
    ("62751234", "62751234"), ("无", ""), ("13800138001/13900139001", "13800138001"),
    ("手机：13800138001", "13800138001"),
])  # fmt: skip
def test_phones(text: str, found: str) -> None:
    assert persons.phone(text)[0] == found


def test_further_phones_are_said_to_be_left_out() -> None:
    assert persons.phone("10000000001、10000000002") == ("10000000001", True)
    assert persons.phone("10000000001 / 10000000001") == ("10000000001", False)


def test_identity_numbers() -> None:
    assert id_number("11010519491231002X", TODAY) == (
        "11010519491231002X",
        1949,
    )  # the standard's own example
    assert id_number(" 11010519491231002x　", TODAY)[0] == "11010519491231002X"
    assert id_number("'110105194912310021"[:18] + "X", TODAY)[0] == "11010519491231002X"
    old, year = id_number("110105491231002", TODAY)
    assert (old, year) == ("11010519491231002X", 1949)
    assert id_number("E12345678", TODAY) == ("E12345678", None)
    assert id_number("无", TODAY) == ("", None)


@given(
    st.integers(0, 10**6), st.dates(date(1900, 1, 1), TODAY), st.integers(0, 17), st.integers(1, 9)
)
def test_one_wrong_digit_is_always_noticed(region: int, born: date, at: int, shift: int) -> None:
    digits = f"{region % 10**6:06d}{born:%Y%m%d}{region % 1000:03d}"
    sound = digits + check_character(digits)
    assert id_number(sound, TODAY)[0] == sound
    values = "0123456789X" if at == 17 else "0123456789"
    wrong = values[(values.index(sound[at]) + shift) % len(values)]
    with pytest.raises(RowRefused):
        id_number(sound[:at] + wrong + sound[at + 1 :], TODAY)


@pytest.mark.parametrize("text, kind", [
    ("自住", "owner_here"), ("业主（不住）", "owner_away"), ("租 户", "tenant"), ("群租", "flatshare"),
    ("人在户不在", "registered_away"), ("tenant", "tenant"), ("", ""), ("—", ""), ("无", ""),
])  # fmt: skip
def test_kinds(text: str, kind: str) -> None:
    assert persons.kind(text.replace("—", "-")) == kind


@pytest.mark.parametrize("text, day", [
    ("2021-05-01", "2021-05-01"), ("2021年5月", "2021-05-01"), ("2021.5", "2021-05-01"), ("44317", "2021-05-01"),
    ("20210501", "2021-05-01"), ("2021-05-01T00:00:00", "2021-05-01"), ("", ""),
])  # fmt: skip
def test_days(text: str, day: str) -> None:
    assert persons.day(text, TODAY) == day


@pytest.mark.parametrize(
    "text, year", [("1956-03-08", 1956), ("70", 1956), ("70岁", 1956), ("1956", 1956), ("", None)]
)
def test_years_of_birth(text: str, year: int | None) -> None:
    assert persons.birth_year(text, TODAY) == year


def test_a_year_that_contradicts_the_number() -> None:
    row = dict(zip((*HEADS, "年龄"), (*CELLS, "40"), strict=True))
    with pytest.raises(RowRefused, match="birth-differs"):
        read_row(1, row, "", COLUMNS | {"birth": "年龄"}, TODAY)
    assert (
        read_row(1, row | {"年龄": "76"}, "", COLUMNS | {"birth": "年龄"}, TODAY).birth_year == 1950
    )


def test_a_sound_row() -> None:
    read = read_row(7, dict(zip(HEADS, CELLS, strict=True)), "", COLUMNS, TODAY)
    assert (read.name, read.id_number, read.kind, read.since, read.warnings) == (
        "示例甲", SOUND, "owner_here", "2020-05-01", (),
    )  # fmt: skip


@pytest.mark.parametrize("column, value, code", [f for f in faults() if f[2] not in ELSEWHERE])
def test_every_fault_is_named_with_its_cell(column: str, value: str, code: str) -> None:
    cells = broken(CELLS, column, value)
    wrong = (
        "columns"
        if len(cells) > len(HEADS)
        else next((c for x in cells if (c := text_fault(x))), "")
    )
    with pytest.raises(RowRefused) as caught:
        read_row(1, dict(zip(HEADS, cells, strict=False)), wrong, COLUMNS, TODAY)
    assert caught.value.code == code
    if column != "*" and code != "no-control-characters":
        assert caught.value.column == column


def test_columns_are_guessed_by_what_offices_call_them() -> None:
    heads = [
        "序号",
        "姓 名*",
        "公民身份号码",
        "联系电话（必填）",
        "现居住地址",
        "与户主关系",
        "人员类别",
        "备注",
    ]
    assert guessed(heads) == {
        "name": "姓 名*", "id_number": "公民身份号码", "phone": "联系电话（必填）", "address": "现居住地址",
        "kind": "人员类别",
    }  # fmt: skip
    assert guessed(["楼栋", "单元", "门牌号", "户主姓名"]) == {
        "building": "楼栋", "unit": "单元", "room": "门牌号", "name": "户主姓名"
    }  # fmt: skip
    assert (missing({"name": "a"}), missing({"address": "a"}), missing({"name": "a", "room": "b"})) == (
        "address", "name", "",
    )  # fmt: skip
