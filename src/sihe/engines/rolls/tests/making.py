"""Invented rolls (示例): the people of invented households, written with the mess of real files. Seeded.

No number can be anybody's: identity numbers begin with the region 990000, phones with 100.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sihe.engines.addresses.numerals import to_chinese
from sihe.engines.rolls import check_character

HEADS = ("楼号", "单元", "房号", "姓名", "身份证号", "联系电话", "居住情况", "入住日期")
FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "安柏晨承春丹恩芳飞峰国海涵浩和红华欢佳健杰静军俊凯兰磊立丽林玲梅敏明娜宁鹏平琪清秋蓉瑞珊诗淑思松涛"
KINDS = {"owner_here": "自住业主", "tenant": "租户", "owner_away": "外住业主", "flatshare": "合租"}


@dataclass(frozen=True)
class Made:
    """One invented person in a dwelling."""

    building: str
    unit: str
    room: str
    name: str
    id_number: str
    phone: str
    kind: str
    since: str = "2020-05-01"

    def cells(self) -> list[str]:
        """Return the plain cells under HEADS."""
        return [f"{self.building}号楼", self.unit, self.room, self.name, self.id_number, self.phone, KINDS[self.kind],
                self.since]  # fmt: skip


def number_of(rng: random.Random, serial: int, youngest: int = 1940, eldest: int = 2015) -> str:
    """Return an invented identity number; `serial` keeps two from being one."""
    day = f"{rng.randint(youngest, eldest)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    digits = f"99{serial // 1000 % 10_000:04d}{day}{serial % 1000:03d}"
    return digits + check_character(digits)


def doors(households: int) -> Iterator[tuple[str, str, str]]:
    """Yield (building, unit, room): buildings of three units with twelve floors of two."""
    for n in range(households):
        building, rest = divmod(n, 72)
        unit, rest = divmod(rest, 24)
        floor, door = divmod(rest, 2)
        yield str(building + 1), str(unit + 1), f"{floor + 1}0{door + 1}"


def people(households: int, seed: int = 3) -> list[Made]:
    """Return the people of so many households, one to four each."""
    made: list[Made] = []
    rng = random.Random(seed)
    for building, unit, room in doors(households):
        kind = rng.choices(("owner_here", "tenant"), (7, 3))[0]
        family = rng.choice(FAMILY)
        for place in range(rng.choices((1, 2, 3, 4), (2, 4, 3, 1))[0]):
            name = (family if place % 2 == 0 else rng.choice(FAMILY)) + "".join(
                rng.sample(GIVEN, 2)
            )
            serial = len(made) + 1
            phone = f"100{serial:08d}" if place < 2 else ""
            made.append(Made(building, unit, room, name, number_of(rng, serial), phone, kind))
    return made


def next_month(
    made: Sequence[Made], seed: int = 4, share: float = 0.02
) -> tuple[list[Made], dict[str, int]]:
    """Return the roll of a month later and how many moved out, in, within, and changed phones."""
    rng, after = random.Random(seed), []
    count = {"out": 0, "in": 0, "moved": 0, "phone": 0}
    free = sorted({(m.building, m.unit, m.room) for m in made})
    for serial, one in enumerate(made, 1):
        drawn = rng.random()
        if drawn < share:
            count["out"] += 1
        elif drawn < 2 * share:
            building, unit, room = rng.choice(free)
            same = (building, unit, room) == (one.building, one.unit, one.room)
            count["moved"] += not same
            after.append(replace(one, building=building, unit=unit, room=room))
        elif drawn < 3 * share and one.phone:
            count["phone"] += 1
            after.append(replace(one, phone=f"1009{serial:07d}"))
        else:
            after.append(one)
            if drawn > 1 - share:
                count["in"] += 1
                fresh = number_of(rng, 500_000 + serial)
                after.append(replace(one, name=f"新{one.name[1:]}", id_number=fresh, phone=""))
    return after, count


def as_csv(
    path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8", heads: Sequence[str] = HEADS
) -> Path:
    """Write a CSV."""
    with path.open("w", encoding=encoding, newline="") as out:
        writer = csv.writer(out)
        writer.writerow(heads)
        writer.writerows(rows)
    return path


def door_words(rng: random.Random, one: Made) -> str:
    """Return an address in one of the ways in which one roll writes it."""
    b, u, r = one.building, one.unit, one.room
    return rng.choice((
        f"{b}-{u}-{r}", f"{b}号楼{u}单元{r}", f"{b}号楼{u}单元{r}室", f"{b}#{u}-{r}", f"{b} - {u} - {r}",
        f"{to_chinese(int(b))}号楼{to_chinese(int(u))}单元{r}室", f"{b}栋{u}单元{r}", f"{b}－{u}－{r}",
    ))  # fmt: skip


def messy(path: Path, made: Sequence[Made], seed: int = 5) -> dict[str, int]:
    """Write an XLSX with the usual mess; return what was planted: rows said twice and names written in two ways.

    A title above the names, a line of sums below; addresses merged over a household, in eight writings; phones as
    numbers; identity numbers with blanks behind them; names with blanks inside; full-width digits.
    """
    from openpyxl import Workbook

    rng, book = random.Random(seed), Workbook()
    page = book.active
    page.title = "名册"
    page["A1"] = "示例社区居民花名册（2026年10月）"
    page.merge_cells("A1:F1")
    page.append(["住址", "姓 名", "身份证号码", "联系电话", "居住情况", "备注"])
    planted = {"twice": 0, "written": 0}
    for _door, household in _households(made):
        first = page.max_row + 1
        address = door_words(rng, household[0])
        for place, one in enumerate(household):
            page.append([address if place == 0 else None, *_cells(rng, one), None])
        if rng.random() < 0.01:
            again = household[0]
            page.append([None, again.name, again.id_number, None, None, None])
            planted["twice"] += 1
        if page.max_row > first:
            page.merge_cells(start_row=first, end_row=page.max_row, start_column=1, end_column=1)
    page.append(["合计", f"{len(made)}人"])
    book.create_sheet("说明").append(["示例", "不是真人"])
    book.save(path)
    return planted


def _households(made: Sequence[Made]) -> Iterator[tuple[tuple[str, str, str], list[Made]]]:
    groups: dict[tuple[str, str, str], list[Made]] = {}
    for one in made:
        groups.setdefault((one.building, one.unit, one.room), []).append(one)
    yield from groups.items()


def _cells(rng: random.Random, one: Made) -> list[Any]:
    name, number = one.name, one.id_number
    phone: Any = one.phone or None
    drawn = rng.random()
    if drawn < 0.1:
        name = " ".join(name)
    elif drawn < 0.2:
        name = f"{name}（户主）"
    elif drawn < 0.25:
        name = f" {name}　"
    if rng.random() < 0.3:
        number = f"{number} "
    if number.endswith("X") and rng.random() < 0.5:
        number = number.replace("X", "x")
    if one.phone:
        phone = rng.choice((int(one.phone), one.phone, f"{one.phone[:3]}-{one.phone[3:7]}-{one.phone[7:]}",
                            one.phone.translate({48 + n: 0xFF10 + n for n in range(10)})))  # fmt: skip
    return [name, number, phone, KINDS[one.kind]]
