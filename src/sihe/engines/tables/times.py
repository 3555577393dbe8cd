"""Points in time as tables really write them.

Read: 2015-08-01T00:16:54, 2025/4/30 23:58, 2025年4月30日 15时08分, 20250430 with 235806 beside it,
times stored as floats ("000400.0", "400.0"), spreadsheet serials (45777.5, days since 1899-12-30)
and fractions of a day (0.99868). A run of fewer than six digits has lost its leading zeros to a
spreadsheet: "400" is 00:04:00. Without an offset a time belongs to `zone`.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from sihe.engines.tables.cells import plain_digits
from sihe.engines.tables.faults import CellFault

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
SERIAL_ZERO = date(1899, 12, 30)
DAY_SECONDS = 86_400
SERIALS = range(20_000, 80_000)  # 1954 to 2119: smaller numbers are years, larger compact dates

Window = tuple[datetime, datetime]

WRITTEN_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0*)?")
SERIAL = re.compile(r"(\d{5})(\.\d+)?")
WRITTEN_TIME = re.compile(
    r"(\d{1,2})[:时点](\d{1,2})分?(?::?(\d{1,2})(?:\.(\d{1,9}))?秒?)?\s*"
    r"(Z|[+-]\d{2}:?\d{2})?",
)
COMPACT_TIME = re.compile(r"(\d{1,6})(?:\.0*)?")
EPOCH = re.compile(r"-?[0-9]{1,15}")
DAY_FRACTION = re.compile(r"0?\.\d*[1-9]\d*")


def moment(text: str, clock: str | None = None, *, zone: tzinfo | None = SHANGHAI) -> datetime:
    """The point in time of a date cell, with the time of day in a second cell if there is one.

    `zone` None gives naive times (a file of local times without a stated zone). Raises CellFault
    with expected "date" or "time"."""
    plain = plain_digits(text).strip()
    day, rest = _date(plain, text)
    if clock is not None and clock.strip():
        found = _time(plain_digits(clock).strip(), clock)
    elif rest:
        found = _time(rest, text)
    else:
        found = time()
    stamp = datetime.combine(day, found)
    return stamp if stamp.tzinfo is not None else stamp.replace(tzinfo=zone)


def instant(text: str) -> int:
    """A point in time as engines take it: ISO 8601, or epoch seconds when there are only digits.

    Whole epoch seconds come back, rounded down; without an offset the time is that of Shanghai.
    Raises CellFault with expected "time"."""
    plain = text.strip()
    if EPOCH.fullmatch(plain):
        return int(plain)
    try:
        stamp = datetime.fromisoformat(plain)
        return math.floor((stamp if stamp.tzinfo else stamp.replace(tzinfo=SHANGHAI)).timestamp())
    except (ValueError, OverflowError):
        raise CellFault(text, "time") from None


def outside(stamp: datetime, window: Window) -> bool:
    """Whether a time lies outside [start, end]: worth a warning (100 rows of 2011 in a file of
    2015), never a refusal."""
    start, end = window
    return not start <= stamp <= end


def _date(plain: str, text: str) -> tuple[date, str]:
    """The date and what is left of the text for the time of day."""
    try:
        if match := WRITTEN_DATE.match(plain):
            rest = plain[match.end() :].lstrip("T ").strip()
            return date(int(match[1]), int(match[2]), int(match[3])), rest
        if match := COMPACT_DATE.fullmatch(plain):
            return date(int(match[1]), int(match[2]), int(match[3])), ""
    except ValueError:
        raise CellFault(text, "date") from None
    match = SERIAL.fullmatch(plain)
    if match and int(match[1]) in SERIALS:
        fraction = (match[2] or "").rstrip("0")
        rest = fraction if fraction not in ("", ".") else ""
        return SERIAL_ZERO + timedelta(days=int(match[1])), rest
    raise CellFault(text, "date")


def _time(plain: str, text: str) -> time:
    try:
        if match := WRITTEN_TIME.fullmatch(plain):
            micro = int((match[4] or "0").ljust(6, "0")[:6])
            clock = time(int(match[1]), int(match[2]), int(match[3] or 0), micro)
            return clock.replace(tzinfo=_offset(match[5]))
        if DAY_FRACTION.fullmatch(plain):
            seconds = min(round(float(plain) * DAY_SECONDS), DAY_SECONDS - 1)
            return time(seconds // 3600, seconds // 60 % 60, seconds % 60)
        if match := COMPACT_TIME.fullmatch(plain):
            digits = match[1].zfill(6)
            return time(int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        raise CellFault(text, "time") from None
    raise CellFault(text, "time")


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text == "Z":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
