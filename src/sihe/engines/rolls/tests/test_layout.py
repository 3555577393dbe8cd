"""Where the roll stands in a file: titles, two rows of names, merged cells, other sheets, encodings, bombs."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sihe.engines.rolls import guessed, opened, read_row
from sihe.engines.rolls.layout import named
from sihe.engines.rolls.tests.making import HEADS, as_csv, messy, people
from sihe.engines.rolls.tests.test_reading import CELLS, TODAY
from sihe.engines.tables import Limits, TableError, filled


def book(path: Path, rows: Sequence[Any], merged: tuple[str, ...] = (), before: str = "") -> Path:
    """Write a workbook."""
    from openpyxl import Workbook

    made = Workbook()
    page = made.active
    if before:
        page.title = before
        page.append(["这一页是说明"])
        page = made.create_sheet("名册")
    for row in rows:
        page.append(list(row))
    for region in merged:
        page.merge_cells(region)
    made.save(path)
    return path


def test_a_title_above_the_names_and_an_explanation_before_the_roll(tmp_path: Path) -> None:
    rows = [["示例社区居民花名册"], ["填表日期", "2026-11-01"], list(HEADS), CELLS]
    found = opened(book(tmp_path / "a.xlsx", rows, ("A1:H1",), before="说明"))
    assert (found.heads, found.line, found.sheet) == (list(HEADS), 3, "名册")
    assert [line for line, _row, _broken in found.read(guessed(found.heads))] == [4]


def test_two_rows_of_names(tmp_path: Path) -> None:
    rows = [
        ["姓名", "住址", None, None, "电话"],
        [None, "楼号", "单元", "房号", None],
        ["示例甲", "3", "2", "501", ""],
    ]
    found = opened(book(tmp_path / "a.xlsx", rows, ("B1:D1", "A1:A2", "E1:E2")))
    assert found.heads == ["姓名", "楼号", "单元", "房号", "电话"]


def test_an_address_merged_over_a_household(tmp_path: Path) -> None:
    rows = [
        ["住址", "姓名"],
        ["3-2-501", "示例甲"],
        [None, "示例乙"],
        [None, "示例丙"],
        [None, "示例丁"],
    ]
    found = opened(book(tmp_path / "a.xlsx", rows, ("A2:A4",)))
    read = [row["住址"] for _line, row, _broken in found.read(guessed(found.heads))]
    assert read == [
        "3-2-501",
        "3-2-501",
        "3-2-501",
        "",
    ]  # the file says what is merged: the last is empty


def test_a_csv_cannot_say_what_was_merged(tmp_path: Path) -> None:
    rows = [["", "示例无"], ["3-2-501", "示例甲"], ["", "示例乙"], ["合计", ""]]
    found = opened(as_csv(tmp_path / "a.csv", rows, heads=("住址", "姓名")))
    read = [
        (row["住址"], row.get("", "")) for _line, row, _broken in found.read(guessed(found.heads))
    ]
    assert read == [("", ""), ("3-2-501", ""), ("3-2-501", "door-from-above"), ("合计", "")]


def test_filling_takes_the_first_cell_of_a_region_and_no_other() -> None:
    records = iter([(1, ["a", "", "x"], ""), (2, ["", "", ""], ""), (4, ["", "", "z"], "")])
    regions = [((0, 0), (1, 1)), ((3, 2), (9, 2))]
    assert [cells for _l, cells, _b in filled(records, regions)] == [
        ["a", "a", "x"], ["a", "a", ""], ["", "", "z"]
    ]  # fmt: skip


def test_names_of_columns_are_each_once() -> None:
    assert named(["姓名", "", "电话", "电话", "", ""]) == ["姓名", "B列", "电话", "电话 (2)"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_office_pcs(tmp_path: Path, encoding: str) -> None:
    made = people(40)
    found = opened(as_csv(tmp_path / "a.csv", [m.cells() for m in made], encoding))
    columns = guessed(found.heads)
    names = [
        read_row(line, row, broken, columns, TODAY).name
        for line, row, broken in found.read(columns)
    ]
    assert names == [m.name for m in made]


def test_a_tab_between_cells_below_a_title(tmp_path: Path) -> None:
    lines = ["示例社区名册", "姓名\t住址", "示例甲\t3-2-501"]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="gb18030")
    assert opened(tmp_path / "a.csv").heads == ["姓名", "住址"]


def test_the_usual_mess_is_read_to_the_last_person(tmp_path: Path) -> None:
    made = people(200)
    planted = messy(tmp_path / "a.xlsx", made)
    found = opened(tmp_path / "a.xlsx")
    columns = guessed(found.heads)
    rows = list(found.read(columns))
    read = [read_row(line, row, broken, columns, TODAY) for line, row, broken in rows[:-1]]
    assert len(read) == len(made) + planted["twice"] and planted["twice"]
    first = {(m.building, m.unit, m.room, m.name, m.id_number, m.kind) for m in made}
    assert {
        (r.door.building, r.door.unit, r.door.room, r.name, r.id_number, r.kind)
        for r in read
        if r.kind
    } == first
    assert {r.phone for r in read} == {m.phone for m in made}


def test_numbers_that_a_spreadsheet_keeps_as_numbers(tmp_path: Path) -> None:
    rows = [
        ["住址", "姓名", "电话", "身份证号"],
        ["3-2-501", "示例甲", 10000000001, 990001195003070011],
    ]
    found = opened(book(tmp_path / "a.xlsx", rows))
    ((_line, row, _broken),) = found.read({})
    assert row["电话"] == "10000000001" and "E+17" in row["身份证号"]


def test_no_names_of_columns(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="header"):
        opened(as_csv(tmp_path / "a.csv", [["示例甲", "3-2-501"]], heads=("甲", "乙")))


FAR = "<row r='{0}'><c r='{1}{0}' t='inlineStr'><is><t>x</t></is></c></row>"


@pytest.mark.parametrize("sheet, code", [
    ("<row/>" * 3_000_000, "ratio"), (FAR.format(1, "XFD"), "columns<="), (FAR.format(9_999_999, "A"), "rows:"),
    (FAR.format(1_048_576, "SR"), "cells:"), (FAR.format(1, "A") + "<c r='ZZZZZ1'/>", "cell-reference"),
])  # fmt: skip
def test_a_bomb_is_measured_before_it_is_opened(tmp_path: Path, sheet: str, code: str) -> None:
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/workbook.xml", "<workbook/>")
        out.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{sheet}</sheetData></worksheet>"
        )
    with pytest.raises(TableError) as caught:
        opened(tmp_path / "b.xlsx")
    assert caught.value.fault.expected.startswith(code)


def test_more_than_the_limits(tmp_path: Path) -> None:
    made = as_csv(tmp_path / "a.csv", [m.cells() for m in people(50)])
    with pytest.raises(TableError, match="size"):
        opened(made, limits=Limits(bytes=500))
