"""Suggestions 建议: a category for a text, earlier matters that may be the same, where such matters
went before, and what a written address says. Serves the intake of matters.

Pure: histories are handed in, no clock, no database. Public: `suggest`, `scores`,
`CategoryHistory`, `KeywordRules`, `Keyword`; `rank`, `placeholders`, `place_key`, `haversine`,
`Report`; `route`, `RouteHistory`; `parse`, `written`, `Address`; `cells`, what
tables of places write in a cell. Reasons are codes (`reasons.py`).
"""

from sihe.engines.suggestion.addresses import Address, parse, written
from sihe.engines.suggestion.categories import scores, suggest
from sihe.engines.suggestion.duplicates import haversine, place_key, placeholders, rank
from sihe.engines.suggestion.history import CategoryHistory
from sihe.engines.suggestion.problem import Keyword, Likeness, Reason, Report, Suggestion
from sihe.engines.suggestion.routing import RouteHistory, route
from sihe.engines.suggestion.rules import KeywordRules

__all__ = [
    "Address",
    "CategoryHistory",
    "Keyword",
    "KeywordRules",
    "Likeness",
    "Reason",
    "Report",
    "RouteHistory",
    "Suggestion",
    "haversine",
    "parse",
    "place_key",
    "placeholders",
    "rank",
    "route",
    "scores",
    "suggest",
    "written",
]
