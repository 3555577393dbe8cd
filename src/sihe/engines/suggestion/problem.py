"""What goes in and comes out of the suggestions: frozen, checked when made."""

from __future__ import annotations

import math
from dataclasses import dataclass

EARLIEST, LATEST = -62_135_596_800.0, 253_402_300_799.0  # years 1 to 9999 in epoch seconds


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code of `reasons.py` and its detail as text."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One proposal: `category` (or queue), its `share` of belief in [0, 1], and why."""

    category: str
    share: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Keyword:
    """A rule: `word` in a text speaks for a category. `weight` > 0: 1 counts as much as all the
    history together, 3 three times as much."""

    word: str
    weight: float = 3.0

    def __post_init__(self) -> None:
        if not self.word.strip():
            raise ValueError("a keyword has no word")
        if not (math.isfinite(self.weight) and 0 < self.weight <= 50):
            raise ValueError(f"keyword {self.word!r}: weight {self.weight} is not in (0, 50]")


@dataclass(frozen=True, slots=True)
class Report:
    """A matter as the search for duplicates sees it.

    `at` in epoch seconds; `lat`, `lon` in degrees (WGS 84), both or neither; `text` whatever the
    person wrote, with the written place if there is one; `category` "" if not yet known."""

    id: str
    at: float
    lat: float | None = None
    lon: float | None = None
    text: str = ""
    category: str = ""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.at) and EARLIEST <= self.at <= LATEST):
            raise ValueError(f"report {self.id!r}: time {self.at} is not in the years 1 to 9999")
        if (self.lat is None) != (self.lon is None):
            raise ValueError(f"report {self.id!r}: half a coordinate")
        if self.lat is not None and not (-90 <= self.lat <= 90):
            raise ValueError(f"report {self.id!r}: latitude {self.lat} is not in [-90, 90]")
        if self.lon is not None and not (-180 <= self.lon <= 180):
            raise ValueError(f"report {self.id!r}: longitude {self.lon} is not in [-180, 180]")


@dataclass(frozen=True, slots=True)
class Likeness:
    """A candidate that may be the same matter: `score` in [0, 1], `metres` None if the place of
    either is unknown, `seconds` between the two."""

    id: str
    score: float
    metres: float | None
    seconds: float
    reasons: tuple[Reason, ...]
