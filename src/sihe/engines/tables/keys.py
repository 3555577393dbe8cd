"""What makes a row the same row: its case number where that is sound, else its whole content."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence

LONGEST = 64
SPREADSHEET_DIGITS = 15  # a spreadsheet keeps 15 significant digits and writes 0 for the rest
EXPONENT = re.compile(r"[+-]?\d+(\.\d*)?[eE][+-]?\d+")
FLOAT = re.compile(r"[+-]?\d*\.\d*")
NOTHING = frozenset({"nan", "none", "null", "nil", "n/a", "na", "-", "--", "无", "空", "暂无"})


def normalised_key(row: Mapping[str, str], columns: Sequence[str]) -> str:
    """SHA-256 (64 hex digits) of the named columns, NFKC-normalised, white space collapsed.

    Order of `columns` counts; a missing column equals an empty one. Full-width and half-width
    writings of one row give one key."""
    values = [[column, _normal(row.get(column, ""))] for column in columns]
    packed = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()


def sound_case_number(text: str) -> str | None:
    """The case number fit to be a key, or None.

    Refused: empty, words for nothing, exponents ("2.02504E+12"), floats ("2025043010407.0"),
    spreadsheet errors ("#N/A", "####"), only zeros, over 64 characters, control characters, and
    numbers of more than 15 digits whose digits beyond the 15th are all 0 (cut by a spreadsheet).
    """
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("'").strip()
    if not plain or len(plain) > LONGEST or not plain.isprintable():
        return None
    if plain.lower() in NOTHING or plain.startswith("#") or not any(map(str.isalnum, plain)):
        return None
    if EXPONENT.fullmatch(plain) or FLOAT.fullmatch(plain):
        return None
    if plain.isdigit() and (not plain.strip("0") or _cut_by_spreadsheet(plain)):
        return None
    return plain


def _cut_by_spreadsheet(digits: str) -> bool:
    return len(digits) > SPREADSHEET_DIGITS and not digits[SPREADSHEET_DIGITS:].strip("0")


def _normal(value: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", value).split())
