"""Pieces of text: words of Latin script, runs of 1 to 3 characters of all other scripts.

Normalised by NFKC and lower case; a run of digits is one piece `#` (house numbers and dates do not
tell categories apart); nothing crosses white space or punctuation.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_TEXT = 200
DIGITS = re.compile(r"\d+")
RUNS = re.compile(r"[a-z]+(?:'[a-z]+)*|#|[^\W_a-z\d#]+")


def grams(text: str, sizes: tuple[int, ...] = (1, 2, 3)) -> list[str]:
    """The distinct pieces of the first 200 characters of a text, in order of appearance.

    A run shorter than the smallest size is one piece. O(characters x sizes)."""
    pieces: dict[str, None] = {}
    for run in runs(text):
        if run == "#" or run.isascii():
            pieces[run] = None
            continue
        length = len(run)
        if length < sizes[0]:
            pieces[run] = None
        for size in sizes:
            for start in range(length - size + 1):
                pieces[run[start : start + size]] = None
    return list(pieces)


def runs(text: str) -> list[str]:
    """The unbroken runs of one script of a normalised text."""
    return RUNS.findall(DIGITS.sub("#", plain(text, LONGEST_TEXT)))


def plain(text: str, longest: int) -> str:
    """NFKC, lower case, at most `longest` characters."""
    return unicodedata.normalize("NFKC", text[:longest]).lower()[:longest]
