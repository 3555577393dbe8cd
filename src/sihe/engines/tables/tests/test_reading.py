"""Reading files: encodings, kinds, wrong shapes, and files made to do harm."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sihe.engines.tables import Limits, Row, TableError, header, rows
from sihe.engines.tables.encoding import detect

SIMPLIFIED = "编号,内容\n1,小区门口的路灯不亮，请尽快修理\n2,楼道里堆放了很多杂物\n"
TRADITIONAL = "編號,內容\n1,社區門口的路燈不亮，請儘快修理\n2,樓道裡堆放了很多雜物\n"


def _file(folder: Path, content: bytes | str, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _read(path: Path, limits: Limits | None = None) -> list[tuple[int, Row]]:
    return list(rows(path, limits=limits or Limits()))


def _refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(TableError) as caught:
        _read(path, limits)
    assert caught.value.fault.file == path.name
    return caught.value.fault.expected


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "utf-16"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "cp950"),
        (TRADITIONAL, "utf-8-sig"),
        ("id,text\n1,plain\n2,words\n", "ascii"),
    ],
)
def test_encodings(tmp_path: Path, text: str, encoding: str) -> None:
    found = _read(_file(tmp_path, text.encode(encoding)))
    lines = [line.split(",") for line in text.splitlines()]
    assert [list(row) for _, row in found] == [lines[0]] * 2
    assert [list(row.values()) for _, row in found] == lines[1:]


def test_one_broken_character_marks_its_row_only(tmp_path: Path) -> None:
    good = "".join(f"{n},小区门口的路灯不亮，请尽快修理\n" for n in range(60))
    content = ("编号,内容\n" + good).encode() + b"x,\xe5\xb0\n" + "y,好\n".encode()
    found = _read(_file(tmp_path, content))
    faults = [fault for _, row in found for fault in row.faults]
    assert [(f.row, f.column, f.expected) for f in faults] == [(62, "内容", "decodable-text")]
    assert len(found) == 62


def test_noise_has_no_encoding(tmp_path: Path) -> None:
    noise = bytes((n * 151 + n // 7 * 31) % 256 for n in range(4_000))
    assert _refusal(_file(tmp_path, noise)) == "known-encoding"


@given(st.binary(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    for name in ("any.csv", "any.json"):
        path = _file(tmp_path, content, name)
        with contextlib.suppress(TableError):
            assert all(isinstance(row, Row) for _, row in rows(path))


@given(
    st.text(alphabet="路灯不亮小区门口楼道堆放杂物物业电梯", min_size=1, max_size=40),
    st.integers(1, 9),
)
def test_chunks_do_not_change_the_encoding(text: str, size: int) -> None:
    content = text.encode()
    assert detect(content[n : n + size] for n in range(0, len(content), size)) == "utf-8"


def test_rows_of_the_wrong_shape_are_marked_not_lost(tmp_path: Path) -> None:
    path = _file(tmp_path, "a,b,c\n1,2,3\n4,5\n\n6,7,8,9\n10,11,12,\n")
    found = _read(path)
    assert [line for line, _ in found] == [2, 3, 5, 6]
    assert [len(row.faults) for _, row in found] == [0, 1, 1, 0]
    short = found[1][1]
    assert not short
    assert short.cells == ["4", "5"]
    assert str(short.faults[0]) == "t.csv:3 found '2', expected columns:3"
    assert found[3][1] == {"a": "10", "b": "11", "c": "12"}


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    found = _read(_file(tmp_path, 'a,b\r\n1,"two\r\nlines"\r\n3,4\r\n'))
    assert [(line, row["b"]) for line, row in found] == [(2, "two\r\nlines"), (4, "4")]


def test_a_quote_that_never_closes_is_one_fault(tmp_path: Path) -> None:
    path = _file(tmp_path, 'a,b\n1,2\n3,"' + "x" * 200_000 + "\n4,5\n")
    found = _read(path)
    assert [row.faults[0].expected for _, row in found if row.faults] == ["closed-quote"]
    assert found[0][1] == {"a": "1", "b": "2"}


def test_control_characters_and_long_cells_are_marked(tmp_path: Path) -> None:
    path = _file(tmp_path, "a,b\n1,x\x00y\n2," + "z" * 50 + "\n")
    found = _read(path, limits=Limits(cell=40))
    codes = [row.faults[0].expected for _, row in found]
    assert codes == ["no-control-characters", "size:40"]
    assert found[0][1].faults[0].column == "b"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "header"),
        ("\n\n", "header"),
        ("a,,b\n1,2,3\n", "header"),
        ("a,b,a\n1,2,3\n", "unique-header"),
        ("a,b\x07\n1,2\n", "no-control-characters"),
        (",".join(f"c{n}" for n in range(600)), "columns<=512"),
    ],
)
def test_headers_that_cannot_be_used(tmp_path: Path, content: str, code: str) -> None:
    assert _refusal(_file(tmp_path, content)) == code


def test_other_delimiters(tmp_path: Path) -> None:
    for delimiter in ",\t;":
        path = _file(tmp_path, f"a{delimiter}b\n1{delimiter}2\n")
        assert [dict(row) for _, row in rows(path)] == [{"a": "1", "b": "2"}]


def test_packed_csv_and_its_limits(tmp_path: Path) -> None:
    path = _file(tmp_path, gzip.compress(SIMPLIFIED.encode()), "t.csv.gz")
    assert header(path) == ["编号", "内容"]
    bomb = _file(tmp_path, gzip.compress(b"a,b\n" + b"0,0\n" * 3_000_000), "bomb.csv.gz")
    assert _refusal(bomb) == "ratio:200"
    assert _refusal(bomb, limits=Limits(bytes=1_000_000)) == "size:1000000"
    torn = _file(tmp_path, gzip.compress(SIMPLIFIED.encode())[:-12], "torn.csv.gz")
    assert _refusal(torn) == "readable-file"


def test_too_many_rows(tmp_path: Path) -> None:
    path = _file(tmp_path, "a\n1\n2\n3\n")
    assert _refusal(path, limits=Limits(rows=2)) == "rows:2"
    assert len(_read(path, limits=Limits(rows=3))) == 3


def test_missing_file_and_old_excel(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "none.csv") == "readable-file"
    old = _file(tmp_path, b"\xd0\xcf\x11\xe0" + bytes(100), "old.xls")
    assert _refusal(old) == "known-format"


def test_json_keeps_numbers_as_written(tmp_path: Path) -> None:
    text = '{"total": 2, "rows": [{"id": 2025043010407123456, "x": 1.50}, {"id": null, "y": true}]}'
    found = _read(_file(tmp_path, text, "t.json"))
    assert [dict(row) for _, row in found] == [
        {"id": "2025043010407123456", "x": "1.50", "y": ""},
        {"id": "", "x": "", "y": "true"},
    ]


def test_json_faults(tmp_path: Path) -> None:
    items = '[{"a": 1}, {"a": {"b": 2}}, 7, {"a": 1, "a": 2}, {"a": [1]}, {"a": "3"}]'
    found = _read(_file(tmp_path, items, "t.json"))
    assert [row.faults[0].expected if row.faults else "" for _, row in found] == [
        *("", "flat-value", "flat-value", "one-value-per-name", "flat-value", "")
    ]
    for text, code in (
        ('[{"a": NaN}]', "number"),
        ("[1, 2", "known-format"),
        ('"text"', "known-format"),
        ("[]", "header"),
        ("[" * 100_000, "number"),
    ):
        assert _refusal(_file(tmp_path, text, "t.json")) == code
    big = _file(tmp_path, json.dumps([{"a": "x" * 100}]), "t.json")
    assert _refusal(big, limits=Limits(json_bytes=50)) == "size:50"


def _book(folder: Path, *lines: list[object], name: str = "t.xlsx") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(line)
    path = folder / name
    book.save(path)
    return path


def test_workbook_values(tmp_path: Path) -> None:
    path = _book(
        tmp_path,
        ["编号", "时间", "数"],
        [2025043010407, datetime.fromisoformat("2025-04-30T23:58:06"), 1.5],
        [],
        [202504301040712345, "x", True],
    )
    found = _read(path)
    assert [line for line, _ in found] == [2, 4]
    assert found[0][1] == {"编号": "2025043010407", "时间": "2025-04-30T23:58:06", "数": "1.5"}
    assert "E+17" in found[1][1]["编号"]
    assert found[1][1]["数"] == "true"


def test_a_workbook_that_claims_a_far_corner_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1048576"] = "a", "b"
    path = tmp_path / "far.xlsx"
    book.save(path)
    assert _refusal(path, limits=Limits(rows=100_000)) == "rows:100000"
    sheet["SR1"] = "c"
    book.save(path)
    assert _refusal(path) == "cells:10000000"
    sheet["XFD1"] = "c"
    book.save(path)
    assert _refusal(path) == "columns<=512"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ('<row r="1"><c t="a>b"\n r = \'ZZZ1\'/></row>', "columns<=512"),
        ('<x:row r="1"><x:c r="ZZZ1"/></x:row>', "columns<=512"),
        ('<row r="1"><c r="&#90;ZZ1"/></row>', "cell-reference"),
        ("<row>" + "<c/>" * 600 + "</row>", "columns<=512"),
        ("<row/>" * 60_000 + '<row><c r="GR60001"/></row>', "cells:10000000"),
        ('<row r="3000000"/>', "rows:2000000"),
        ("<row \x00/>", "known-encoding"),
        ('<c x="' + "y" * 600_000 + '" r="ZZZ1"/>', "size:262144"),
    ],
)
def test_cells_that_hide_are_found(tmp_path: Path, cells: str, code: str) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/elsewhere/page.xml", f"<sheetData>{cells}</sheetData>")
    assert _refusal(_file(tmp_path, content.getvalue(), "hidden.xlsx")) == code


def test_other_spreadsheets_in_a_zip_are_not_opened(tmp_path: Path) -> None:
    for names in (["content.xml"], ["xl/workbook.xml", "xl/worksheets/sheet1.bin"]):
        with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as archive:
            for name in names:
                archive.writestr(name, "<a/>")
        assert _refusal(tmp_path / "other.xlsx") == "known-format"


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<a/>" * 5_000_000)
    path = _file(tmp_path, content.getvalue(), "bomb.xlsx")
    assert _refusal(path) == "ratio:200"


def test_a_file_that_lies_about_its_kind(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "lie.csv", "w") as archive:
        archive.writestr("note.txt", "hello")
    assert _refusal(tmp_path / "lie.csv") == "known-format"
    cut = _file(tmp_path, _book(tmp_path, ["a"], [1]).read_bytes()[:-40], "cut.xlsx")
    assert _refusal(cut) == "readable-file"
    csv_named_xlsx = _file(tmp_path, "a,b\n1,2\n", "text.xlsx")
    assert [dict(row) for _, row in rows(csv_named_xlsx)] == [{"a": "1", "b": "2"}]


def test_a_sheet_by_name(tmp_path: Path) -> None:
    path = _book(tmp_path, ["a"], [1])
    assert [dict(row) for _, row in rows(path, sheet="Sheet")] == [{"a": "1"}]
    with pytest.raises(TableError) as caught:
        list(rows(path, sheet="别的"))
    assert caught.value.fault.expected == "sheet"
