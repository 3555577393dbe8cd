"""Rolls of residents 人口名册: found in a file, read row by row, and compared with who is known to live where.

Pure; stands on `tables` and on the reader of addresses in `suggestion`. Public: `opened` (the roll of a file),
`guessed` and `missing` (its columns), `read_row`, `key_of` (the number in a place's name), `compare` and its
parts `within`, `across`, `several`, `keys`. What is wrong is a code; the sentences live with the pages.
"""

from sihe.engines.rolls.columns import WORDS, guessed, missing
from sihe.engines.rolls.comparing import across, compare, doubted, ident, keys, several, within
from sihe.engines.rolls.doors import door, key_of
from sihe.engines.rolls.identity import check_character, id_number
from sihe.engines.rolls.layout import Rows, opened
from sihe.engines.rolls.persons import KIND_WORDS, plain_name
from sihe.engines.rolls.problem import (
    DOUBTS,
    KINDS,
    LIVES_TWICE,
    SAME_NAME,
    TARGETS,
    TWICE,
    TWO_NAMES,
    WRITTEN,
    Difference,
    Door,
    Entry,
    Found,
    Resident,
    RowRefused,
    Spell,
)
from sihe.engines.rolls.reading import read_row

__all__ = [
    "DOUBTS",
    "KINDS",
    "KIND_WORDS",
    "LIVES_TWICE",
    "SAME_NAME",
    "TARGETS",
    "TWICE",
    "TWO_NAMES",
    "WORDS",
    "WRITTEN",
    "Difference",
    "Door",
    "Entry",
    "Found",
    "Resident",
    "RowRefused",
    "Rows",
    "Spell",
    "across",
    "check_character",
    "compare",
    "door",
    "doubted",
    "guessed",
    "id_number",
    "ident",
    "key_of",
    "keys",
    "missing",
    "opened",
    "plain_name",
    "read_row",
    "several",
    "within",
]
