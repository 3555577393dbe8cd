"""Which category a text belongs to: keyword rules and history together, with reasons.

Formulation. History: multinomial naive Bayes over the distinct pieces of a text (`grams.py`), after
McCallum and Nigam, "A comparison of event models for naive Bayes text classification", 1998, with
additive smoothing over a vocabulary of fixed size:

    score(c) = ln((n_c + 1) / (N + K)) + ln P(area | c) + ln P(hour | c)
             + w * sum over pieces f of ln((n_cf + ALPHA) / (M_c + ALPHA * VOCABULARY))

n_c matters learned in c, N all, K categories, n_cf matters of c holding f, M_c = sum of n_cf,
w = min(1, INDEPENDENT / pieces of the text): overlapping pieces repeat each other, so a text says
as much as INDEPENDENT pieces that do not (unweighted, a long address drowns everything else).
Rules: r(c) = weight of the keywords of c found / weight of all found. Both are pooled linearly
(Stone, "The opinion pool", 1961), with W the weight of the category with most:

    share(c) = (softmax(score)(c) + W * r(c)) / (1 + W)

Steps: (1) pieces known to the history (an unknown piece tells nothing); (2) scores by the posting
lists of the pieces; (3) softmax, pooled with the rules; (4) the best `top`, ties by name;
(5) reasons. O(pieces x categories that hold them + K).

True for every history, and tested: the order of learning does not matter; learning a text again
under c never lowers the place of c for that text (Gibbs' inequality: the learned distribution
moves towards the text's own).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from sihe.engines.suggestion import reasons
from sihe.engines.suggestion.grams import grams
from sihe.engines.suggestion.history import CategoryHistory
from sihe.engines.suggestion.problem import Reason, Suggestion
from sihe.engines.suggestion.rules import KeywordRules, weight_of

# Chosen on Taipei's records (learning 60 %, measuring the next 20 % of time; `bench/taipei.py`
# measures the last 20 %). VOCABULARY is fixed so that a new word changes no old score.
INDEPENDENT = 3.0
ALPHA = 1.0
VOCABULARY = 20_000
AREA_SMOOTHING, AREAS = 0.5, 50
HOUR_SMOOTHING, HOURS = 2.0, 24

WORDS_SHOWN = 3
LEAST_LIFT = 0.5
LONGER = 0.2  # of two pieces alike, the longer reads better
UNUSUAL = 1.5


@dataclass(frozen=True, slots=True)
class _Query:
    history: CategoryHistory
    pieces: list[str]
    weight: float
    area: str
    hour: str
    keywords: Mapping[str, list[tuple[str, float]]]


def suggest(
    history: CategoryHistory,
    text: str,
    area: str | None = None,
    top: int = 3,
    *,
    hour: int | None = None,
    rules: KeywordRules | None = None,
) -> list[Suggestion]:
    """The `top` most likely categories, best first, with shares of all categories and reasons.

    Empty if nothing was learned and no rule speaks."""
    query = _query(history, text, area, hour, rules)
    shares = _pooled(_softmax(_scores(query)), query.keywords)
    best = sorted(shares, key=lambda category: (-shares[category], category))[:top]
    return [Suggestion(c, shares[c], _reasons(query, c)) for c in best]


def scores(
    history: CategoryHistory, text: str, area: str | None = None, *, hour: int | None = None
) -> dict[str, float]:
    """What the history alone says: the score of every category (natural logarithm)."""
    return _scores(_query(history, text, area, hour, None))


def _scores(query: _Query) -> dict[str, float]:
    history = query.history
    heard = _text_scores(history, query.pieces)
    total = sum(history.matters.values()) + len(history.matters)
    return {
        category: math.log((count + 1) / total)
        + query.weight
        * (
            heard.get(category, 0.0)
            + len(query.pieces) * math.log(ALPHA / (history.mass[category] + ALPHA * VOCABULARY))
        )
        + _context_score(query, category, count)
        for category, count in sorted(history.matters.items())
    }


def _softmax(scored: Mapping[str, float]) -> dict[str, float]:
    if not scored:
        return {}
    peak = max(scored.values())
    total = math.fsum(math.exp(score - peak) for score in scored.values())
    return {category: math.exp(score - peak) / total for category, score in scored.items()}


def _pooled(
    learned: Mapping[str, float], keywords: Mapping[str, list[tuple[str, float]]]
) -> dict[str, float]:
    weights = {category: weight_of(found) for category, found in keywords.items()}
    if not weights:
        return dict(learned)
    every = math.fsum(weights.values())
    strength = max(weights.values())
    ruled = strength / (1 + strength) if learned else 1.0
    return {
        c: (1 - ruled) * learned.get(c, 0.0) + ruled * weights.get(c, 0.0) / every
        for c in sorted(learned.keys() | weights.keys())
    }


def _query(
    history: CategoryHistory,
    text: str,
    area: str | None,
    hour: int | None,
    rules: KeywordRules | None,
) -> _Query:
    if hour is not None and not 0 <= hour <= 23:
        raise ValueError(f"hour {hour} is not in 0..23")
    every = grams(text)
    pieces = [piece for piece in every if piece in history.pieces]
    weight = min(1.0, INDEPENDENT / max(1, len(every)))
    known_area = area if area and area in history.areas else ""
    known_hour = str(hour) if hour is not None and history.hours else ""
    found = rules.found(text) if rules else {}
    return _Query(history, pieces, weight, known_area, known_hour, found)


def _text_scores(history: CategoryHistory, pieces: list[str]) -> dict[str, float]:
    """Sum over pieces of ln(1 + n_cf / ALPHA): what the pieces heard add to unheard ones."""
    heard: dict[str, float] = {}
    log1p = math.log1p
    for piece in pieces:
        for category, count in history.pieces[piece].items():
            heard[category] = heard.get(category, 0.0) + log1p(count / ALPHA)
    return heard


def _context_score(query: _Query, category: str, count: int) -> float:
    score = 0.0
    if query.area:
        here = query.history.areas[query.area].get(category, 0)
        score += math.log((here + AREA_SMOOTHING) / (count + AREA_SMOOTHING * AREAS))
    if query.hour:
        then = query.history.hours.get(query.hour, {}).get(category, 0)
        score += math.log((then + HOUR_SMOOTHING) / (count + HOUR_SMOOTHING * HOURS))
    return score


def _reasons(query: _Query, category: str) -> tuple[Reason, ...]:
    history = query.history
    found: list[Reason] = []
    if keywords := query.keywords.get(category):
        found.append(Reason(reasons.KEYWORDS, " ".join(word for word, _ in keywords)))
    if words := _telling(history, query.pieces, category):
        found.append(Reason(reasons.WORDS, " ".join(words)))
        found.append(Reason(reasons.SIMILAR_PAST, str(history.pieces[words[0]][category])))
    if query.area and (here := history.areas[query.area].get(category)):
        found.append(Reason(reasons.USUAL_HERE, str(here)))
    count = history.matters.get(category, 0)
    then = history.hours.get(query.hour, {}).get(category, 0) if query.hour else 0
    if then * HOURS > UNUSUAL * count:
        found.append(Reason(reasons.USUAL_HOUR, str(then)))
    return tuple(found) or (Reason(reasons.USUAL, str(count)),)


def _telling(history: CategoryHistory, pieces: list[str], category: str) -> list[str]:
    """The pieces that speak most for a category against all others, none inside another."""
    usual = history.matters.get(category, 0) / max(1, sum(history.matters.values()))
    lifts: list[tuple[float, str]] = []
    for piece in pieces:
        row = history.pieces[piece]
        count = row.get(category, 0)
        if not count or piece == "#":
            continue
        # One matter more in the usual mix: a piece seen once proves little.
        mixed = (count + usual) / (sum(row.values()) + 1)
        lift = math.log(mixed / usual) * (1 + LONGER * min(len(piece), 3))
        if lift >= LEAST_LIFT:
            lifts.append((lift, piece))
    chosen: list[str] = []
    for _, piece in sorted(lifts, key=lambda pair: (-pair[0], pair[1])):
        if not any(piece in other or other in piece for other in chosen):
            chosen.append(piece)
        if len(chosen) == WORDS_SHOWN:
            break
    return chosen
