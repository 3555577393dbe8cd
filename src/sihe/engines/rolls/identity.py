"""Citizen identity numbers (GB 11643): 17 digits and a check character; the old form has 15 digits.

Check character: sum of digit i times 2^(17-i) modulo 11 over the 17 digits, then "10X98765432"[sum]. The region code
is not looked up, since it changes with every reform of districts; the day of birth must exist and not lie ahead.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from sihe.engines.rolls.problem import RowRefused

WEIGHTS = tuple(2 ** (17 - i) % 11 for i in range(17))
CHECKS = "10X98765432"
NOTHING = frozenset("无 暂无 没有 不详 未知 空 无证 - -- / // n/a na null none nan 0".split()) | {
    ""
}
SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
PASSPORT = re.compile(r"[A-Z]{1,2}\d{6,9}")
OLDEST = 1890


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return unicodedata.normalize("NFKC", text).strip().strip("'").lower() in NOTHING


def check_character(digits: str) -> str:
    """The 18th character of a number.

    >>> check_character("11010519491231002")
    'X'
    """
    return CHECKS[sum(int(d) * w for d, w in zip(digits[:17], WEIGHTS, strict=True)) % 11]


def id_number(text: str, today: date, column: str = "") -> tuple[str, int | None]:
    """A number in its present form of 18, with the year of birth; ("", None) where nothing stands.

    A passport (letters and 6 to 9 digits) is taken as it is. Raises RowRefused: `id-scientific`, `id-masked`,
    `id-cut` (a spreadsheet wrote 000 for the last digits), `id-length:N`, `id-check`, `id-birth`, `id-odd`."""
    if is_nothing(text):
        return "", None
    plain = unicodedata.normalize("NFKC", text).strip().strip("'\"`‘’“”").upper().replace("×", "X")
    if SCIENTIFIC.fullmatch(plain):
        raise RowRefused("id-scientific", column, text)
    plain = re.sub(r"[\s\-]", "", plain)
    plain = re.sub(r"^(\d{15,18})\.0+$", r"\1", plain)
    if "*" in plain or "＊" in plain or "XXXX" in plain:
        raise RowRefused("id-masked", column, text)
    if PASSPORT.fullmatch(plain):
        return plain, None
    if not re.fullmatch(r"\d+X?", plain):
        raise RowRefused("id-odd", column, text)
    if len(plain) == 15 and plain.isdigit():
        whole = plain[:6] + "19" + plain[6:]
        return _checked(whole + check_character(whole), today, column, text)
    if len(plain) != 18:
        raise RowRefused(f"id-length:{len(plain)}", column, text)
    return _checked(plain, today, column, text)


def _checked(plain: str, today: date, column: str, text: str) -> tuple[str, int]:
    try:
        born = date(int(plain[6:10]), int(plain[10:12]), int(plain[12:14]))
    except ValueError:
        raise RowRefused("id-birth", column, text) from None
    if born > today or born.year < OLDEST:
        raise RowRefused("id-birth", column, text)
    if check_character(plain) != plain[17]:
        raise RowRefused("id-cut" if plain.endswith("000") else "id-check", column, text)
    return plain, born.year
