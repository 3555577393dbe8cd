"""Which earlier matters may be the same one: ranked, at most three, never merged by themselves.

Formulation. For a new report r and a candidate c

    score = PLACE * exp(-metres / REACH) + TIME * exp(-hours / MEMORY)
          + TEXT * overlap(r, c) + CATEGORY * [same category]

with weights that sum to 1. metres is the great-circle distance (haversine, R = 6,371,008.8 m). A
missing coordinate, or one in `placeholders`, is no signal: its term is 0. overlap is the weighted
Jaccard index of the pieces of both texts, weight ln(1 + n / matters that hold the piece) over this
call's n texts (after Jones, "A statistical interpretation of term specificity", 1972): the word
小区 among twenty reports of one compound says little. Candidates under LEAST are not shown.

Steps: (1) pieces of all texts and their rarity; (2) one score a candidate; (3) the best `top`, ties:
later first, then by id; (4) reasons. O(candidates x length of text).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from sihe.engines.suggestion import reasons
from sihe.engines.suggestion.grams import grams
from sihe.engines.suggestion.problem import Likeness, Reason, Report

EARTH_M = 6_371_008.8

# Fitted on the pairs that closure texts name in the first 60 % of Boston's August 2015 (grid of
# 200: 88 of 93 among the first three), measured on the rest by `python -m bench.boston`. LEAST
# keeps 93 % of those pairs and stays silent for 39 % of all reports.
PLACE, TIME, TEXT, CATEGORY = 0.35, 0.15, 0.35, 0.15
REACH_M = 100.0
MEMORY_H = 24.0
LEAST = 0.5

SHOWN = 3
SAME_PLACE_M = 15.0
NEAR_M = 250.0
RECENT_H = 24.0 * 14
SIMILAR = 0.3
SIZES = (2,)
DECIMALS = 5  # about a metre
HOUR_S = 3_600.0

Place = tuple[float, float]


def place_key(lat: float, lon: float) -> Place:
    """The coordinate as it is compared: 5 decimals, about a metre."""
    return round(lat, DECIMALS), round(lon, DECIMALS)


def placeholders(points: Iterable[tuple[float, float, str]], most: int = 12) -> frozenset[Place]:
    """Coordinates that stand for "somewhere": those with more than `most` distinct labels.

    points: (lat, lon, label), where the label is what cannot differ at one spot: the written
    street, the building, the community ("" says nothing). O(points)."""
    labels: dict[Place, set[str]] = {}
    for lat, lon, label in points:
        if label:
            labels.setdefault(place_key(lat, lon), set()).add(label)
    return frozenset(place for place, found in labels.items() if len(found) > most)


def haversine(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in metres between two points in degrees."""
    north, south = math.radians(lat1), math.radians(lat2)
    rise = math.sin((south - north) / 2) ** 2
    turn = math.sin(math.radians(lon2 - lon1) / 2) ** 2
    half = math.sqrt(rise + math.cos(north) * math.cos(south) * turn)
    return 2 * EARTH_M * math.asin(min(1.0, half))


def rank(
    report: Report,
    candidates: Sequence[Report],
    *,
    placeholders: AbstractSet[Place] = frozenset(),
    top: int = SHOWN,
    least: float = LEAST,
) -> list[Likeness]:
    """At most `top` (never over 3) candidates likest to `report`, best first, with reasons.

    The report itself (same id) is left out. The caller chooses candidates by area and time; the
    order they come in does not matter."""
    others = [candidate for candidate in candidates if candidate.id != report.id]
    texts = [grams(other.text, SIZES) for other in others]
    own = grams(report.text, SIZES)
    rarity = _rarity([own, *texts])
    scored = [
        (_score(report, other, overlap(own, text, rarity), placeholders), index)
        for index, (other, text) in enumerate(zip(others, texts, strict=True))
    ]
    kept = [(score, others[index], texts[index]) for score, index in scored if score >= least]
    kept.sort(key=lambda item: (-item[0], -item[1].at, item[1].id))
    return [
        _likeness(report, other, score, overlap(own, text, rarity), placeholders)
        for score, other, text in kept[: min(top, SHOWN)]
    ]


def overlap(own: Sequence[str], other: Sequence[str], rarity: dict[str, float]) -> float:
    """Weighted Jaccard index in [0, 1] of two lists of distinct pieces; two empty texts give 0."""
    pieces = set(own)
    shared = math.fsum(rarity[piece] for piece in other if piece in pieces)
    if not shared:
        return 0.0
    every = math.fsum([rarity[p] for p in own]) + math.fsum([rarity[p] for p in other])
    return min(1.0, shared / (every - shared))


def metres_apart(
    report: Report, other: Report, placeholders: AbstractSet[Place] = frozenset()
) -> float | None:
    """Metres between two reports; None where the place of either is unknown."""
    if report.lat is None or report.lon is None or other.lat is None or other.lon is None:
        return None
    if place_key(report.lat, report.lon) in placeholders:
        return None
    if place_key(other.lat, other.lon) in placeholders:
        return None
    return haversine(report.lat, report.lon, other.lat, other.lon)


def _rarity(texts: Sequence[Sequence[str]]) -> dict[str, float]:
    held = Counter(piece for text in texts for piece in text)
    return {piece: math.log1p(len(texts) / count) for piece, count in held.items()}


def _score(
    report: Report, other: Report, likeness: float, placeholders: AbstractSet[Place]
) -> float:
    metres = metres_apart(report, other, placeholders)
    near = 0.0 if metres is None else math.exp(-metres / REACH_M)
    recent = math.exp(-abs(report.at - other.at) / HOUR_S / MEMORY_H)
    same = bool(report.category) and report.category == other.category
    return PLACE * near + TIME * recent + TEXT * likeness + CATEGORY * same


def _likeness(
    report: Report,
    other: Report,
    score: float,
    likeness: float,
    placeholders: AbstractSet[Place],
) -> Likeness:
    metres = metres_apart(report, other, placeholders)
    hours = abs(report.at - other.at) / HOUR_S
    found: list[Reason] = []
    if metres is None:
        found.append(Reason(reasons.PLACE_UNKNOWN))
    elif metres <= NEAR_M:
        code = reasons.SAME_PLACE if metres < SAME_PLACE_M else reasons.NEAR
        found.append(Reason(code, str(round(metres))))
    if report.category and report.category == other.category:
        found.append(Reason(reasons.SAME_CATEGORY, other.category))
    if likeness >= SIMILAR:
        found.append(Reason(reasons.SIMILAR_TEXT, str(round(100 * likeness))))
    if hours <= RECENT_H:
        found.append(Reason(reasons.RECENT, str(int(hours))))
    return Likeness(other.id, min(1.0, score), metres, abs(report.at - other.at), tuple(found))
