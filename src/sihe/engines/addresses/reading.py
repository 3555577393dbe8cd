"""A place as residents write it: "清华园小区 3号楼 二单元 501室", "3-2-501", "三号楼".

Read into the words before the building (compound, street, house number), building, unit and
dwelling. Numbers are text without leading zeros: "3", "甲3", "A", "501", "B101".
Steps: (1) NFKC, one kind of dash, blanks collapsed; (2) the first of three shapes that is found:
building word (号楼 栋 幢 座 #楼), then unit (单元 门) and dwelling (室 号 户 or the bare number);
dashes (building-unit-dwelling, building-dwelling, building-unit); unit or dwelling alone;
(3) what stands before is the compound, what stands after is the rest. Linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sihe.engines.addresses.numerals import NUMERALS, from_chinese, to_chinese

LONGEST = 300
STYLES = ("signs", "spaced", "chinese", "dashes", "full_width")

_NUMBER = rf"(?:\d{{1,3}}|[{NUMERALS}]{{1,4}})"
# "一栋楼" and "两座桥" count things: written out, only 号楼, 栋 and 幢 make a building number.
_BUILDING = (
    rf"(?:(?P<building>[甲乙丙丁]?\d{{1,3}}|[A-Z]\d{{0,2}})\s*(?:号楼|#\s*楼|#|栋楼?|幢楼?|座)"
    rf"|(?P<numeral>[甲乙丙丁]?[{NUMERALS}]{{1,4}})\s*(?:号楼|[栋幢](?!楼)))"
)
_UNIT = rf"(?P<unit>{_NUMBER}|[A-Z甲乙丙丁])\s*(?:单元|门(?![口前外]))"
_DOOR = rf"[A-Z]?\d{{1,5}}[A-Z]?|[{NUMERALS}]{{1,5}}"
# A bare number is a dwelling only if nothing makes it a count, a floor or a time.
_DWELLING = rf"(?P<dwelling>{_DOOR})\s*(?:号?室|号(?![楼院路])|户(?!人))"
_COUNTED = r"(?!\s*(?:[年月日号时点分元米人户个次天楼层%]|小时))"
_BARE = rf"(?P<bare>[A-Z]?\d{{3,5}}[A-Z]?|[{NUMERALS[:11]}]{{3,4}})(?![\d\-:.]){_COUNTED}"

SIGNS = re.compile(
    rf"(?<![A-Z\d]){_BUILDING}[\s,、\-]*(?:{_UNIT})?[\s,、\-]*(?:{_DWELLING}|{_BARE})?"
)
DASHES = re.compile(
    rf"(?<![A-Z\d.\-])(?P<building>[甲乙丙丁]?\d{{1,3}}|[A-Z]\d{{0,2}})(?:#|号楼|栋|幢|座)?"
    rf"-(?:(?P<unit>\d{{1,2}})(?:单元)?-)?(?P<dwelling>[A-Z]?\d{{1,5}}[A-Z]?)(?:号?室)?"
    rf"(?![A-Z\d\-]){_COUNTED}"
)
INNER = re.compile(rf"(?<![A-Z\d\-]){_UNIT}[\s,、\-]*(?:{_DWELLING}|{_BARE})?")
DOOR_ONLY = re.compile(rf"(?<![A-Z\d\-])(?P<dwelling>{_DOOR})\s*号?室")
DASH = re.compile(r"\s*[-‐‑‒–—―−~～_]+\s*(?=[A-Za-z甲乙丙丁\d])")
CAPITALS = {ord("a") + n: ord("A") + n for n in range(26)}
SEPARATORS = " ,，、。;；:：.-"


@dataclass(frozen=True, slots=True)
class Address:
    """`compound` words before the building; `building`, `unit`, `dwelling` numbers as text or "";
    `rest` what follows ("门口路灯不亮")."""

    compound: tuple[str, ...] = ()
    building: str = ""
    unit: str = ""
    dwelling: str = ""
    rest: str = ""


def parse(text: str) -> Address:
    """What a written place says; parts not found are empty, and then all words are `compound`.

    >>> parse("清华园小区３号楼 二单元501室漏水")
    Address(compound=('清华园小区',), building='3', unit='2', dwelling='501', rest='漏水')
    """
    plain = " ".join(unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST].split())
    plain = DASH.sub("-", plain)
    capital = plain.translate(CAPITALS)
    for shape in (DASHES, SIGNS, INNER, DOOR_ONLY):
        match = shape.search(capital)
        if match and not _is_count(match):
            return _address(plain, match)
    return Address(compound=_words(plain))


def written(address: Address, style: str = "signs") -> str:
    """The address in one of STYLES; `parse` reads each back equal.

    "dashes" falls back to "signs" where dashes alone would not say which number is which."""
    if style not in STYLES:
        raise ValueError(f"style {style!r} is not one of {', '.join(STYLES)}")
    if style == "dashes" and _fits_dashes(address):
        inner = "-".join(filter(None, (address.building, address.unit, address.dwelling)))
    else:
        inner = _signs(address, style)
    line = " ".join(filter(None, (*address.compound, inner, address.rest)))
    return _widened(line) if style == "full_width" else line


def _fits_dashes(address: Address) -> bool:
    if not address.building or not address.dwelling:
        return False
    return address.unit.isdigit() if address.unit else len(address.dwelling) > 2


def _signs(address: Address, style: str) -> str:
    parts = (
        (address.building, "号楼" if address.building[-1:].isdigit() else "座"),
        (address.unit, "单元"),
        (address.dwelling, "室"),
    )
    return (" " if style == "spaced" else "").join(
        (_chinese(number) if style == "chinese" else number) + sign
        for number, sign in parts
        if number
    )


def _chinese(number: str) -> str:
    return to_chinese(int(number)) if number.isdigit() else number


def _widened(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)


def _address(plain: str, match: re.Match[str]) -> Address:
    found = match.groupdict()
    building = _plain_number(found.get("building") or found.get("numeral"))
    unit = _plain_number(found.get("unit"))
    dwelling = _plain_number(found.get("dwelling") or found.get("bare"))
    if match.re is DASHES and not unit and len(dwelling) < 3 and dwelling.isdigit():
        unit, dwelling = dwelling, ""
    return Address(
        compound=_words(plain[: match.start()]),
        building=building,
        unit=unit,
        dwelling=dwelling,
        rest=plain[match.end() :].strip(SEPARATORS),
    )


def _is_count(match: re.Match[str]) -> bool:
    """Two small numbers with a dash and a word right after them: "2-3个人", not a door."""
    if match.re is not DASHES or match["unit"] or len(match["dwelling"]) > 2:
        return False
    return match.string[match.end() : match.end() + 1] not in ("", *SEPARATORS)


def _plain_number(text: str | None) -> str:
    """ "０３", "三", "甲三" and "3" are one number: 3, 3, 甲3, 3."""
    if not text:
        return ""
    head, tail = ("", text)
    if text[0] in "甲乙丙丁":
        head, tail = text[0], text[1:]
    if tail.isdigit():
        return head + str(int(tail))
    number = from_chinese(tail)
    return text if number is None else head + str(number)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in re.split(r"[\s,、。;]+", text.strip(SEPARATORS)) if word)
