"""Where a row says that somebody lives: one address cell, or building, unit and room apart, in every writing.

3-2-501, 3号楼2单元501, 三号楼二单元501室, 3#2-501, 3栋501, A座1203; apart: "3号楼" | "二单元" | "501.0".
Built on the reader of addresses that residents' reports use (`engines.addresses`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from sihe.engines.addresses import parse
from sihe.engines.addresses.numerals import from_chinese
from sihe.engines.rolls.problem import Door, RowRefused

DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:T00:00:00)?|\d{4}/\d{1,2}/\d{1,2}|\d{1,2}月\d{1,2}日|[A-Za-z]{3}-\d{2}|\d{1,2}-[A-Za-z]{3}"
)
SIGN = {
    "building": r"(?:号楼|#楼|#|栋楼?|幢楼?|座|号|楼)",
    "unit": r"(?:单元|门|#)",
    "room": r"(?:号室|室|号|户|房)",
}
WHOLE = re.compile(r"[A-Z甲乙丙丁]?\d{1,5}[A-Z]?|[A-Z]")
HALF = re.compile(r"(\d{1,3})-([A-Z]?\d{3,5}[A-Z]?)")
# 3#2-501 and 3#楼2-501: a building by its sign, then unit and room by a dash
MIXED = re.compile(
    r"(?P<b>[A-Z甲乙丙丁]?\d{1,3})\s*(?:号楼|#\s*楼?|栋|幢|座)\s*(?P<u>\d{1,2})\s*-\s*(?P<r>[A-Z]?\d{1,5}[A-Z]?)(?![\d-])"
)
COMPACT = re.compile(r"(\d{1,3})[./、](\d{1,2})[./、](\d{3,5})(?:\.0)?")


def door(row: Mapping[str, str], columns: Mapping[str, str]) -> Door:
    """The door of a row; what stands in columns of its own goes before what the address says.

    Raises RowRefused: `door-missing`, `door-date` (a spreadsheet made a date of 3-2), `door-unread`, `door-no-room`,
    `door-no-building`."""
    cells = {
        t: columns[t] for t in ("compound", "address", "building", "unit", "room") if columns.get(t)
    }
    said = {target: _plain(row.get(column, "")) for target, column in cells.items()}
    for target in ("address", "building", "unit", "room"):
        if DATE.fullmatch(said.get(target, "")):
            raise RowRefused("door-date", cells[target], row[cells[target]])
    found = _read(said.get("address", ""))
    room = _part("room", said.get("room", ""))
    if room is None:  # a whole address in the room's column, or 2-501
        inner = _read(said["room"])
        if not inner.room:
            raise RowRefused("door-unread", cells["room"], row[cells["room"]])
        if inner.building and not inner.unit and (found.building or said.get("building")):
            inner = Door(unit=inner.building, room=inner.room)  # 3号楼 | 2-501
        found = Door(
            found.compound or inner.compound, inner.building or found.building, inner.unit or found.unit,
            inner.room,
        )  # fmt: skip
        room = ""
    numbers = {"room": room or found.room}
    for target in ("building", "unit"):
        number = _part(target, said.get(target, ""))
        if number is None:
            raise RowRefused("door-unread", cells[target], row[cells[target]])
        numbers[target] = number or getattr(found, target)
    _refuse_parts(
        numbers, any(said.get(t) for t in ("address", "building", "unit", "room")), cells, row
    )
    return Door(said.get("compound", "") or found.compound, **numbers)


def _refuse_parts(
    numbers: Mapping[str, str], said: bool, cells: Mapping[str, str], row: Mapping[str, str]
) -> None:
    where = cells.get("address") or cells.get("room") or cells.get("building", "")
    if not said:
        raise RowRefused("door-missing", where)
    if not any(numbers.values()):
        raise RowRefused("door-unread", where, row.get(where, ""))
    for part in ("room", "building"):
        if not numbers[part]:
            column = cells.get(part, where)
            raise RowRefused(f"door-no-{part}", column, row.get(column, ""))


def _plain(cell: str) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", cell).split()).strip("'\"`,。;")
    return re.sub(r"^(\d{1,5})\.0+$", r"\1", plain)


def _read(text: str) -> Door:
    if not text:
        return Door()
    capital = re.sub(r"\s*[‐‑‒–—―−~_]+\s*", "-", text.upper())
    if mixed := MIXED.search(capital):
        return Door(capital[: mixed.start()].strip(" ,"), *map(_number, mixed.groups()))
    if compact := COMPACT.fullmatch(capital):
        return Door("", *map(_number, compact.groups()))
    if half := HALF.fullmatch(capital):
        return Door(building=_number(half[1]), room=_number(half[2]))
    address = parse(text)
    if address.rest and not re.fullmatch(r"[\W_]*(?:房|左|右|中|东|西|南|北)?[\W_]*", address.rest):
        return Door()  # what follows the number is no part of a door: 501室以及502室
    return Door(" ".join(address.compound) if address.dwelling or address.building else "", address.building,
                address.unit, address.dwelling)  # fmt: skip


def _part(target: str, cell: str) -> str | None:
    """The number in a column of its own; "" where nothing stands, None where it is none."""
    if cell in ("", "-", "--", "/", "无"):
        return ""
    bare = re.sub(rf"^第|\s*{SIGN[target]}$", "", cell.upper()).strip()
    if WHOLE.fullmatch(bare):
        return _number(bare)
    number = from_chinese(bare)
    if number is not None:
        return str(number)
    if len(bare) > 1 and bare[0] in "甲乙丙丁" and (rest := from_chinese(bare[1:])) is not None:
        return f"{bare[0]}{rest}"
    return None


def _number(text: str) -> str:
    head, digits = (text[0], text[1:]) if text[:1] in "甲乙丙丁" else ("", text)
    return head + (str(int(digits)) if digits.isdigit() else digits)


def key_of(name: str, kind: str) -> str:
    """The number in the name of a place ("3号楼", "二单元", "501室"), or the name itself.

    >>> key_of("三号楼", "building"), key_of("平房1号", "building")
    ('3', '平房1号')
    """
    plain = _plain(name)
    return _part(kind, plain) or plain
