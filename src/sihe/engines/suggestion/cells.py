"""A place as tables list it: several names in a cell, ranges of numbers, the doors of a building. Texts in, texts out.

>>> spread("第1-3网格"), doors("1-2层 每层2户"), doors("101、201-202室")
(['第1网格', '第2网格', '第3网格'], ['101', '102', '201', '202'], ['101', '201', '202'])
"""

import re
import unicodedata
from typing import Final

from sihe.engines.suggestion.addresses import Address, parse
from sihe.engines.suggestion.numerals import from_chinese

MOST: Final = 2_000  # doors or names out of one cell
TO: Final = r"\s*(?:-|至|到)\s*"
BETWEEN: Final = re.compile(r"[、,;/\n]+")
RANGE: Final = re.compile(
    rf"(?P<head>\D*?)(?P<first>\d+)(?P<unit>\D{{0,3}}?){TO}\D{{0,2}}?(?P<last>\d+)(?P<tail>\D*)"
)
COUNT: Final = re.compile(r"共?(?P<n>\d{1,3})个(?P<tail>\D+)")
FLOORS: Final = re.compile(
    rf"(?:(?P<first>\d{{1,2}})层?{TO})?(?P<last>\d{{1,2}})层[,、]?\s*(?:每层|一层)\s*(?P<doors>\d{{1,2}})(?:户|套|室)?"
)
DOOR: Final = re.compile(r"[A-Z]?\d{1,6}[A-Z]?")
DASHES: Final = str.maketrans("－—–―~～﹣", "-------")


class TooMany(ValueError):
    """A range that would make more than `MOST`, or that runs backwards."""


class Unclear(ValueError):
    """A cell that says nothing that can be understood."""


def tidy(text: str) -> str:
    """Return a cell in half width, with one kind of dash and single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(DASHES)).translate(DASHES).split())


def several(text: str) -> list[str]:
    """Return the names of a cell: between 、 , ; / and line breaks, each once."""
    parts = (tidy(part) for part in BETWEEN.split(unicodedata.normalize("NFKC", text)))
    return list(dict.fromkeys(part for part in parts if part))


def spread(text: str) -> list[str]:
    """Return the names of a cell, with ranges and counts written out.

    Raises:
        TooMany: a range that is too long or runs backwards.
    """
    found: list[str] = []
    for part in several(text):
        ranged, counted = RANGE.fullmatch(part), COUNT.fullmatch(part)
        if counted:
            found += [f"{n}{counted['tail']}" for n in _between(1, int(counted["n"]))]
        elif ranged:
            numbers = _between(int(ranged["first"]), int(ranged["last"]))
            found += [f"{ranged['head']}{n}{ranged['tail']}" for n in numbers]
        else:
            found.append(part)
    return list(dict.fromkeys(found))


def doors(text: str) -> list[str]:
    """Return the numbers of dwellings that a cell names, by floors or one by one.

    Raises:
        TooMany: more than `MOST`, or a range that runs backwards.
        Unclear: something that is no number of a dwelling.
    """
    plain = tidy(text).upper()
    found: list[str] = []
    for floors in FLOORS.finditer(plain):
        for floor in _between(int(floors["first"] or 1), int(floors["last"])):
            found += [f"{floor}{door:02d}" for door in _between(1, int(floors["doors"]))]
    for part in several(FLOORS.sub("、", plain)):
        first, *last = (one.rstrip("号室户 ") for one in re.split(TO, part))
        if len(last) > 1 or not all(DOOR.fullmatch(one) for one in (first, *last)):
            raise Unclear(part)
        if last and not (first.isdigit() and last[0].isdigit()):
            raise Unclear(part)
        numbers = _between(int(first), int(last[0])) if last else [first]
        found += [plain_door(str(one)) for one in numbers]
    if len(found) > MOST:
        raise TooMany(text)
    return list(dict.fromkeys(found))


def plain_door(text: str) -> str:
    """Return a dwelling's number without leading zeros: 0501 and 501 are one door."""
    return text.lstrip("0") or "0" if text.isdigit() else text


def building_name(text: str) -> str:
    """Return how a building is called on its sign: 3, 3栋, 三号楼, 3# are all 3号楼; a house keeps its words."""
    number = building_number(text)
    if not number:
        return tidy(text)
    return f"{number}号楼" if number[-1].isdigit() else f"{number}座"


def building_number(text: str) -> str:
    """Return a building's number as text, or nothing where it has a name."""
    plain = tidy(text).upper()
    if re.fullmatch(r"[甲乙丙丁]?\d{1,4}|[A-Z]\d{0,2}", plain):
        return plain.lstrip("0") or plain
    found = parse(plain)
    return found.building if not (found.compound or found.unit or found.dwelling) else ""


def address_in(text: str) -> Address | None:
    """Return what a cell says when it is one address with a unit or a door: 3-2-501, 榆荫苑3号楼2单元501室."""
    if len(several(text)) != 1:
        return None
    found = parse(tidy(text))
    whole = found.building and (found.unit or found.dwelling) and not found.rest
    return found if whole else None


def unit_name(text: str) -> str:
    """Return how a unit is called: 2, 二单元, 2门 are all 2单元."""
    core = tidy(text).upper().removesuffix("单元").removesuffix("门").strip()
    number = from_chinese(core)
    return f"{core.lstrip('0') or core if number is None else number}单元"


def key(name: str) -> str:
    """Return by what two ways of writing a name are one: 第三网格, 3网格 and 网格3 are the same."""
    core = tidy(name).upper().replace("第", "")
    for word in ("网格", "社区居民委员会", "社区居委会", "社区", "街道办事处", "街道", "小区", " "):
        core = core.replace(word, "")
    core = core or tidy(name)
    number = from_chinese(core)
    return str(number) if number is not None else core.lstrip("0") or core


def _between(first: int, last: int) -> list[int]:
    if last < first or last - first >= MOST:
        raise TooMany(f"{first}-{last}")
    return list(range(first, last + 1))
