"""One value at a time: digits, control characters, numbers."""

from __future__ import annotations

import math
import unicodedata

from sihe.engines.tables.faults import CellFault

FULL_WIDTH = {0xFF10 + n: str(n) for n in range(10)}
ALLOWED_CONTROLS = frozenset("\t\n\r")


def plain_digits(text: str) -> str:
    """`text` with full-width digits ０-９ made ASCII; nothing else changes.

    >>> plain_digits("３号楼２单元")
    '3号楼2单元'
    """
    return text.translate(FULL_WIDTH)


def text_fault(text: str) -> str | None:
    """The code of what is wrong with a text, or None: control characters and NUL, or characters
    that could not be decoded (lone surrogates; a U+FFFD written in the file was lost before)."""
    if text.isprintable():
        return None
    for c in text:
        if unicodedata.category(c) == "Cs":
            return "decodable-text"
        if unicodedata.category(c) == "Cc" and c not in ALLOWED_CONTROLS:
            return "no-control-characters"
    return None


def number(text: str) -> float:
    """A finite number; full-width digits accepted, thousands separators, NaN and infinity not.

    Raises CellFault(expected="number")."""
    plain = plain_digits(text).strip()
    try:
        value = float(plain)
    except ValueError:
        raise CellFault(text, "number") from None
    if not math.isfinite(value) or "_" in plain:
        raise CellFault(text, "number")
    return value
