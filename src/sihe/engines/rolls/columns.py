"""Which column of a roll is what: found by the words that offices and property companies use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("姓名", "居民姓名", "住户姓名", "人员姓名", "业主姓名", "成员姓名", "名字", "户主姓名", "name"),
    "address": ("住址", "地址", "家庭住址", "居住地址", "详细地址", "现住址", "房屋地址", "门牌", "address"),
    "compound": ("小区", "小区名称", "院落", "物业项目"),
    "building": ("楼号", "楼栋", "栋号", "楼", "栋", "幢", "幢号", "楼栋号", "楼门", "building"),
    "unit": ("单元", "单元号", "门", "unit"),
    "room": ("房号", "房间号", "室", "室号", "户号", "房屋号", "门牌号", "房间", "room"),
    "id_number": ("身份证号", "身份证", "身份证号码", "公民身份号码", "证件号码", "证件号", "id"),
    "phone": ("电话", "联系电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "phone"),
    "kind": ("居住情况", "居住类型", "住户类型", "人员类型", "居住性质", "人员类别", "入住情况", "类型", "kind"),
    "since": ("入住日期", "入住时间", "迁入日期", "居住开始日期", "登记日期", "起始日期", "since"),
    "birth": ("出生日期", "出生年月", "出生年", "生日", "年龄", "birth"),
    "other_names": ("曾用名", "别名", "小名"),
}  # fmt: skip
NEEDED: Final = ("name",)
DOORS: Final = ("address", "building", "unit", "room")


def tidy(head: str) -> str:
    """A column's name without blanks, brackets, marks and stars: "联系电话（必填）*" is 联系电话."""
    plain = unicodedata.normalize("NFKC", head).lower()
    plain = re.sub(r"\(.*?\)|\[.*?\]|【.*?】", "", plain)
    return re.sub(r"[\s*:：、/／\-_.]", "", plain)


def guessed(heads: Sequence[str]) -> dict[str, str]:
    """For each target the first column that is called by one of its words, else that ends with one.

    A column is given once; exact names come first, so that 门牌号 beside 门牌 is the room."""
    found: dict[str, str] = {}
    for exact in (True, False):
        for target, words in WORDS.items():
            if target not in found:
                free = (head for head in heads if head not in found.values())
                best = _best(free, words, exact)
                if best:
                    found[target] = best
    return found


def _best(heads: object, words: Sequence[str], exact: bool) -> str:
    listed = list(heads)  # type: ignore[call-overload]
    for word in words:
        for head in listed:
            plain = tidy(head)
            if plain == word or (not exact and len(word) > 1 and plain.endswith(word)):
                return str(head)
    return ""


def known_heads(cells: Sequence[str]) -> int:
    """How many targets a row of cells names exactly; a row of people names none."""
    plain = {tidy(cell) for cell in cells if cell}
    return sum(1 for words in WORDS.values() if plain & set(words))


def missing(columns: Mapping[str, str]) -> str:
    """The target without which no row can be read, or ""."""
    for target in NEEDED:
        if not columns.get(target):
            return target
    return "" if columns.get("address") or columns.get("room") else "address"
