"""One value at a time: digits, texts, numbers, keys, case numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sihe.engines.tables import (
    CellFault,
    normalised_key,
    number,
    plain_digits,
    sound_case_number,
    text_fault,
)


def test_full_width_digits_become_plain_and_nothing_else_changes() -> None:
    assert plain_digits("３号楼２单元５０１，Ａ座") == "3号楼2单元501，Ａ座"


@given(st.text())
def test_plain_digits_is_done_once(text: str) -> None:
    once = plain_digits(text)
    assert plain_digits(once) == once
    assert len(once) == len(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("门口路灯不亮\n第二行\t", None),
        ("", None),
        ("a\x00b", "no-control-characters"),
        ("a\x1bb", "no-control-characters"),
        ("a\x85b", "no-control-characters"),
        ("a\udc80b", "decodable-text"),
        ("河�道", None),
        ("😀", None),
    ],
)
def test_what_is_wrong_with_a_text(text: str, code: str | None) -> None:
    assert text_fault(text) == code


@pytest.mark.parametrize("text", ["nan", "NaN", "inf", "-Infinity", "1_000", "", "十", "1,5"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(CellFault) as caught:
        number(text)
    assert caught.value.expected == "number"


def test_numbers() -> None:
    assert number(" ４２.5 ") == 42.5
    assert number("-1e3") == -1000.0


def test_the_fault_of_a_value_knows_its_place() -> None:
    fault = CellFault("x" * 200, "number").at("a.csv", 7, "lat")
    assert (fault.file, fault.row, fault.column, fault.expected) == ("a.csv", 7, "lat", "number")
    assert str(fault).startswith("a.csv:7 [lat] found 'xxx")
    assert len(fault.found) == 60


@pytest.mark.parametrize(
    "text",
    [
        *("", "  ", "2.02504E+12", "2.02504e12", "2025043010407.0", "１.5E+3", "0", "000", "nan"),
        *("#N/A", "########", "None", "--", "无", "a\x00b", "1" * 65, "202504301040700000"),
        *("1234567890123450", ".", "'"),
    ],
)
def test_damaged_case_numbers_are_refused(text: str) -> None:
    assert sound_case_number(text) is None


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("2025043010407", "2025043010407"),
        (" ２０２５-0001 ", "2025-0001"),
        ("'101001501304", "101001501304"),
        ("E12", "E12"),
        ("京0012", "京0012"),
        ("202504301040700001", "202504301040700001"),
    ],
)
def test_sound_case_numbers(text: str, sound: str) -> None:
    assert sound_case_number(text) == sound


def test_one_row_in_two_writings_has_one_key() -> None:
    narrow = {"地址": "3号楼 2单元", "项": "路灯"}
    wide = {"项": "路灯", "地址": " ３号楼　2单元", "别": "x"}
    assert normalised_key(narrow, ["地址", "项"]) == normalised_key(wide, ["地址", "项"])
    assert len(normalised_key(narrow, ["地址"])) == 64


@given(st.lists(st.text(), min_size=2, max_size=4), st.integers(0, 3))
def test_cells_never_run_into_each_other(cells: list[str], moved: int) -> None:
    columns = [str(n) for n in range(len(cells))]
    row = dict(zip(columns, cells, strict=True))
    glued = {**row, "0": row["0"] + "x", "1": row["1"]}
    swapped = {**row, "0": row["0"], "1": "x" + row["1"]}
    assert normalised_key(glued, columns) != normalised_key(swapped, columns)
