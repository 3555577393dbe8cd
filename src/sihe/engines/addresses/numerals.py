"""Chinese numerals as people write them on doors: 三, 十二, 二十一, 一百零五, 五〇一."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
VALUES = {c: n for n, c in enumerate(DIGITS)} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100}
NUMERALS = "".join(VALUES) + "".join(UNITS)


def from_chinese(text: str) -> int | None:
    """The number under 1,000 (or a run of digits of any length); None if it is not one.

    >>> from_chinese("二十一"), from_chinese("五〇一"), from_chinese("十百")
    (21, 501, None)
    """
    if not text or any(c not in VALUES and c not in UNITS for c in text):
        return None
    if not any(c in UNITS for c in text):
        return int("".join(str(VALUES[c]) for c in text))
    total, digit, last = 0, None, 1_000
    for c in text:
        if c in UNITS:
            if UNITS[c] >= last or digit == 0:
                return None
            last = UNITS[c]
            total += (1 if digit is None else digit) * last
            digit = None
        elif VALUES[c] == 0 and digit is None and total:
            continue
        elif digit is not None:
            return None
        else:
            digit = VALUES[c]
    return total + (digit or 0)


def to_chinese(number: int) -> str:
    """The numeral of 0..99: 十二, 二十, 二十一; larger numbers digit by digit: 五〇一.

    >>> to_chinese(21), to_chinese(501)
    ('二十一', '五〇一')
    """
    if number < 0:
        raise ValueError(f"number {number} is negative")
    if number > 99:
        return "".join("〇" if d == "0" else DIGITS[int(d)] for d in str(number))
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")
