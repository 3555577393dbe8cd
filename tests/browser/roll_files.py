"""Two invented rolls (示例) of the small street: a first one with the usual mess, and the next month's."""

from __future__ import annotations

import csv
from pathlib import Path

from openpyxl import Workbook

from sihe.engines.rolls import check_character
from sihe.engines.rolls.tests.making import HEADS


def number(serial: int) -> str:
    """Return an invented identity number; its region 990000 does not exist."""
    digits = f"99000019600101{serial:03d}"
    return digits + check_character(digits)


FIRST = [
    ("3号楼", 2, "501", "示例王小明", number(1) + " ", 10000000001, "自住业主", "2020-05-01"),
    (None, None, None, "示例李红", number(2), "100 0000 0002", "自住业主", "2020.5.1"),
    ("3号楼", 2, "501", "示例李红", number(2), 10000000002, "自住业主", "2020年5月1日"),
    ("3#", "二单元", "502室", "示例周安", number(3), 10000000003, "租户", "2023-01-01"),
    ("5栋", "1", 101, "示例孙丽", number(4), 10000000004, "租户", "2022-01-01"),
    ("3号楼", 2, "502", None, number(5), 10000000005, "租户", None),
    ("3号楼", 2, "999", "示例吴远", number(6), 10000000006, "租户", None),
    ("5号楼", 1, "102", "示例郑平", number(7), "1380", "租户", None),
]
"""Read: four people; a person twice, no name, no such room and a short phone do not come in."""
SECOND = [
    ("3号楼", "2", "501", "示例王小明", number(1), "10000000001", "自住业主", "2020-05-01"),
    ("3号楼", "2", "501", "示例李红", number(2), "10000000009", "自住业主", "2020-05-01"),
    ("5号楼", "1", "101", "示例孙丽", number(4), "10000000004", "租户", "2022-01-01"),
    ("3号楼", "2", "601", "示例钱新", number(8), "10000000008", "租户", ""),
]
"""周安 moved out, 钱新 moved in, 李红 has another phone; the rest is as it was."""


def first_roll(folder: Path) -> Path:
    """Write the first roll: a title across, doors merged, phones as numbers."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["示例社区人口名册（示例）"])
    sheet.merge_cells("A1:H1")
    sheet.append(HEADS)
    for row in FIRST:
        sheet.append(row)
    for column in "ABC":
        sheet.merge_cells(f"{column}3:{column}4")
    path = folder / "first.xlsx"
    book.save(path)
    return path


def second_roll(folder: Path) -> Path:
    """Write the next month's roll as a table of an older office: CSV in GB18030."""
    path = folder / "second.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([HEADS, *SECOND])
    return path
