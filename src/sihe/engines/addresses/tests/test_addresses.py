"""Written addresses: what people write, and that every style reads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sihe.engines.addresses import Address, parse, written
from sihe.engines.addresses.numerals import from_chinese, to_chinese
from sihe.engines.addresses.reading import STYLES

BUILDINGS = st.one_of(
    st.integers(1, 199).map(str),
    st.builds("{}{}".format, st.sampled_from("甲乙丙丁"), st.integers(1, 20)),
    st.sampled_from("ABC"),
)
UNITS = st.one_of(st.just(""), st.integers(1, 20).map(str))
DWELLINGS = st.one_of(
    st.just(""),
    st.integers(101, 3_599).map(str),
    st.builds("B{}".format, st.integers(101, 199)),
    st.integers(1, 99).map(str),
)
WORDS = st.text(alphabet="清华园望京东里大街家属社区三十", min_size=1, max_size=6)
ADDRESSES = st.builds(
    Address,
    compound=st.lists(WORDS, max_size=2).map(tuple),
    building=BUILDINGS,
    unit=UNITS,
    dwelling=DWELLINGS,
    rest=st.sampled_from(["", "路灯不亮", "漏水wifi坏了"]),
)


@given(ADDRESSES, st.sampled_from(STYLES))
def test_every_style_reads_back(address: Address, style: str) -> None:
    assert parse(written(address, style)) == address


@given(st.text(max_size=400))
def test_any_text_is_read_without_error_and_only_once(text: str) -> None:
    found = parse(text)
    assert len(" ".join(found.compound)) <= 300
    assert all(part == part.strip() for part in found.compound)


@pytest.mark.parametrize(
    ("text", "compound", "numbers", "rest"),
    [
        ("3-2-501", (), ("3", "2", "501"), ""),
        ("３－２－５０１", (), ("3", "2", "501"), ""),
        ("3—2—501", (), ("3", "2", "501"), ""),
        ("3号楼2单元501", (), ("3", "2", "501"), ""),
        ("清华园小区 3号楼 二单元 501室", ("清华园小区",), ("3", "2", "501"), ""),
        ("清华园小区３号楼２单元５０１室漏水", ("清华园小区",), ("3", "2", "501"), "漏水"),
        ("三号楼", (), ("3", "", ""), ""),
        ("三栋二单元", (), ("3", "2", ""), ""),
        ("十二号楼一单元一〇二室", (), ("12", "1", "102"), ""),
        ("三号楼二单元五零一", (), ("3", "2", "501"), ""),
        ("甲3号楼", (), ("甲3", "", ""), ""),
        ("a座1203", (), ("A", "", "1203"), ""),
        ("3栋2门501", (), ("3", "2", "501"), ""),
        ("3#楼2单元", (), ("3", "2", ""), ""),
        ("03号楼02单元0501", (), ("3", "2", "501"), ""),
        ("成府路20号院5号楼101", ("成府路20号院",), ("5", "", "101"), ""),
        ("清华园3-2-501漏水", ("清华园",), ("3", "2", "501"), "漏水"),
        ("3-501", (), ("3", "", "501"), ""),
        ("3-2", (), ("3", "2", ""), ""),
        ("3号楼-2-501", (), ("3", "2", "501"), ""),
        ("2单元501", (), ("", "2", "501"), ""),
        ("501室漏水", (), ("", "", "501"), "漏水"),
        ("3号楼2单元门口", (), ("3", "2", ""), "门口"),
        ("3号楼一单元门禁坏了", (), ("3", "1", ""), "门禁坏了"),
        ("3号楼5层", (), ("3", "", ""), "5层"),
        ("1号楼101和102", (), ("1", "", "101"), "和102"),
        ("3号楼 2025年", (), ("3", "", ""), "2025年"),
        ("3号楼 300元", (), ("3", "", ""), "300元"),
    ],
)
def test_what_people_write(
    text: str, compound: tuple[str, ...], numbers: tuple[str, str, str], rest: str
) -> None:
    assert parse(text) == Address(compound, *numbers, rest)


@pytest.mark.parametrize(
    "text",
    [
        *("2025-04-30停水", "010-62771234", "13800000000", "垃圾3-5天没收", "2-3个人", "6楼漏水"),
        *(
            "300-500元",
            "前面两座桥",
            "那一栋楼的灯",
            "信义区基隆路一段",
            "",
            "   ",
            "-",
            "2025-04-30 12:00",
            "1-2-3-4",
        ),
    ],
)
def test_what_is_no_address(text: str) -> None:
    found = parse(text)
    assert (found.building, found.unit, found.dwelling) == ("", "", "")
    assert " ".join(found.compound).replace(" ", "") == text.replace(" ", "").strip("-")


@given(st.integers(0, 99_999))
def test_numerals_read_back(number: int) -> None:
    assert from_chinese(to_chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一百零五", 105),
        ("一百二十", 120),
        ("两百", 200),
        ("十", 10),
        ("五〇一", 501),
        ("", None),
        ("十百", None),
        ("三四十", None),
        ("零十", None),
        ("3", None),
    ],
)
def test_numerals(text: str, number: int | None) -> None:
    assert from_chinese(text) == number


def test_bad_style_and_negative_number() -> None:
    with pytest.raises(ValueError, match="style"):
        written(Address(building="3"), "wrong")
    with pytest.raises(ValueError, match="negative"):
        to_chinese(-1)
