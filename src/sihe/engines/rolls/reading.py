"""One row of a roll as a resident at a door, or the reason why it cannot be one.

Steps: (1) a row that the file broke, a row of sums, a signature or the names of the columns again is refused; (2) name,
door, identity number, phone, kind, day and year are read, each refusing with its own column; (3) the year of birth of
the identity number must not differ from that in its own column. O(characters of the row), no state.

Warnings: `door-from-above`, `phone-several`, `kind-unsaid`, `id-unsaid`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from sihe.engines.rolls import persons
from sihe.engines.rolls.columns import known_heads
from sihe.engines.rolls.doors import door
from sihe.engines.rolls.identity import id_number
from sihe.engines.rolls.problem import Resident, RowRefused

NOT_PEOPLE = re.compile(
    r"^(?:合计|小计|总计|共计|本页|填表|制表|审核|备注[:：]|注[:：]|说明[:：]|单位负责人|负责人[:：]|联系人[:：]|第\d+页|共\d+[人户页])"
)
LONGEST = 200
ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)")


def read_row(
    line: int, row: Mapping[str, str], broken: str, columns: Mapping[str, str], today: date
) -> Resident:
    """Read one row. Raises RowRefused with the first thing that is wrong."""
    if broken:
        raise RowRefused(broken)
    filled = [cell.strip() for key, cell in row.items() if key and cell.strip()]
    _refuse_strange(filled, row, set(columns.values()))

    def cell(target: str) -> str:
        return row.get(columns.get(target, ""), "") if columns.get(target) else ""

    def at(target: str) -> str:
        return columns.get(target, "")

    if not cell("name").strip() and len(filled) <= 2:
        raise RowRefused("not-a-person", at("name"))
    who, others = persons.name(cell("name"), at("name"))
    others = tuple(
        sorted({*others, *persons.other_names(cell("other_names"), at("other_names"))} - {who})
    )
    where = door(row, columns)
    number, born = id_number(cell("id_number"), today, at("id_number"))
    phone, more = persons.phone(cell("phone"), at("phone"))
    kind = persons.kind(cell("kind"), at("kind"))
    since = persons.day(cell("since"), today, at("since"))
    year = persons.birth_year(cell("birth"), today, at("birth"))
    if born and year and abs(born - year) > 1:  # an age may be a year off
        raise RowRefused("birth-differs", at("birth"), cell("birth"))
    warnings = [
        code for code, on in (
            ("door-from-above", row.get("")), ("phone-several", more), ("kind-unsaid", not kind),
            ("id-unsaid", not number),
        ) if on
    ]  # fmt: skip
    return Resident(
        line, who, where, others, number, phone, kind, since, born or year, tuple(warnings)
    )


def _refuse_strange(filled: list[str], row: Mapping[str, str], used: set[str]) -> None:
    if filled and NOT_PEOPLE.match(filled[0]):
        raise RowRefused("not-a-person")
    if known_heads(filled) >= 2:
        raise RowRefused("header-again")
    for column, text in row.items():
        if column and len(text) > LONGEST:
            raise RowRefused("too-long", column, text)
        if column in used and ERROR.fullmatch(text.strip()):
            raise RowRefused("formula", column, text)
