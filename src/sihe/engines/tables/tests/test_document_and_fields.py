"""Whole JSON documents, and the named values of their objects."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sihe.engines.tables import (
    Fields,
    Limits,
    Notes,
    Refused,
    TableError,
    columns,
    document,
    instant,
)
from sihe.engines.tables.faults import CellFault


def read(folder: Path, content: bytes) -> object:
    """Read a document."""
    file = folder / "d.json"
    file.write_bytes(content)
    return document(file)


def test_a_document_is_read_in_the_encodings_of_the_mainland(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        assert read(tmp_path, '{"名": ["甲", 1, 2.5, null]}'.encode(encoding)) == {
            "名": ["甲", 1, 2.5, None]
        }


@pytest.mark.parametrize("content, row, found, expected", [
    (b'{"a": 1,\n "a": 2}', 0, "a", "one-value-per-name"),
    (b'{"a": 1,\n "b": }', 2, "Expecting value", "json"),
    (b"[Infinity]", 0, "Infinity", "number"),
    (b"[-1e400]", 0, "-1e400", "number"),
])  # fmt: skip
def test_what_a_careful_reader_refuses(
    tmp_path: Path, content: bytes, row: int, found: str, expected: str
) -> None:
    with pytest.raises(TableError) as caught:
        read(tmp_path, content)
    fault = caught.value.fault
    assert (fault.file, fault.row, fault.found, fault.expected) == ("d.json", row, found, expected)


def test_a_document_over_its_limit_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "d.json"
    file.write_bytes(b"[" + b"1," * 100 + b"1]")
    with pytest.raises(TableError) as caught:
        document(file, limits=Limits(json_bytes=50))
    assert caught.value.fault.expected == "size:50"


def test_values_are_read_by_what_is_expected_and_faults_collected() -> None:
    notes = Notes("f.json")
    one = Fields({
        "name": 7, "no": "", "count": 3, "yes": True, "word": "b", "at": "2026-03-01T08:00",
        "list": [1, "b"], "deep": {"x": 1.5}, "rows": [{"k": 1}, 5, {"k": "z"}],
    }, notes)  # fmt: skip
    assert one.text("name") == "7" and one.text("other", "default") == "default"
    assert one.integer("count", least=3, most=3) == 3 and one.integer("none", 9) == 9
    assert one.flag("yes", False) is True and one.one_of("word", ("a", "b")) == "b"
    assert one.instant("at") == 1772323200 and one.instant("none") is None
    assert one.texts("list") == ["1", "b"] and one.texts("none", needed=False) == []
    notes.check()
    assert one.text("no") == ""
    assert one.fields("deep").integer("x") == 0
    for row in one.items("rows"):
        row.integer("k", least=1)
        list(row.items("inner"))
    with pytest.raises(Refused) as caught:
        notes.check()
    assert [(x.row, x.column, x.found, x.expected) for x in caught.value.faults] == [
        (0, "no", "", "text"),
        (0, "deep.x", "1.5", "integer"),
        (1, "rows.inner", "nothing", "list"),
        (2, "rows", "5", "object"),
        (3, "rows.k", "z", "integer"),
        (3, "rows.inner", "nothing", "list"),
    ]


def test_a_list_within_a_list_says_in_which_item() -> None:
    notes = Notes("f.json")
    for outer in Fields({"a": [{}, {"b": [{}]}]}, notes).items("a"):
        for inner in outer.items("b", needed=False):
            inner.text("name")
    assert str(notes.faults[0]) == "f.json:1 [a[2].b.name] found 'nothing', expected text"


@pytest.mark.parametrize("text, seconds", [
    ("0", 0), ("1772323200", 1772323200), ("-5", -5), ("2026-03-01T08:00:00", 1772323200),
    ("2026-03-01 08:00", 1772323200), ("2026-03-01T00:00:00Z", 1772323200), ("2026-03-01", 1772294400),
    ("2026-03-01T01:00:00+01:00", 1772323200), ("2026-03-01T08:00:00.900", 1772323200),
    ("1969-12-31T23:59:59.500+00:00", -1),
])  # fmt: skip
def test_points_in_time_of_engines(text: str, seconds: int) -> None:
    assert instant(text) == seconds


@given(st.text(max_size=20))
def test_any_text_is_a_time_or_refused(text: str) -> None:
    try:
        found: object = instant(text)
    except CellFault as fault:
        found = fault.expected
    assert found == "time" or isinstance(found, int)


def table(folder: Path, text: str) -> Path:
    """Write a table."""
    file = folder / "t.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_asked_columns_come_as_lists_without_white_space(tmp_path: Path) -> None:
    found = columns(table(tmp_path, "b,a,more\n 1 ,x,\x07\n\n2,y,\n"), ("a", "b"), ("c",))
    assert found.cells == {"a": ["x", "y"], "b": ["1", "2"]} and found.lines == [2, 4]
    assert str(found.fault(1, "b", "integer>=3")) == "t.csv:4 [b] found '2', expected integer>=3"


def test_missing_columns_and_unfit_rows_are_all_named(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        columns(table(tmp_path, "a\n1\n"), ("a", "b", "c"))
    assert [str(fault) for fault in caught.value.faults] == [
        "t.csv:1 [b] found 'nothing', expected column", "t.csv:1 [c] found 'nothing', expected column",
    ]  # fmt: skip
    with pytest.raises(Refused) as caught:
        columns(table(tmp_path, "a,b\n1\n2,3\n4,\x07\n5,6,7\n"), ("a", "b"))
    assert [(x.row, x.column, x.expected) for x in caught.value.faults] == [
        (2, "", "columns:2"), (4, "b", "no-control-characters"), (5, "", "columns:2"),
    ]  # fmt: skip


def test_a_file_full_of_faults_is_left_after_a_thousand(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        columns(table(tmp_path, "a,b\n" + "1\n" * 3_000), ("a", "b"))
    assert len(caught.value.faults) == 1_000
