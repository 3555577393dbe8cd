"""Why something is suggested, as codes; the Chinese sentence lives with the caller.

| code | detail |
|---|---|
| `keywords` | the rule words found, joined by a blank |
| `words` | the pieces of text that speak most for it, joined by a blank |
| `similar_past` | how many past matters of this category held the first of those pieces |
| `usual_here` | how many past matters of this category in this area |
| `usual_hour` | how many past matters of this category in this hour of the day |
| `usual` | how many past matters of this category at all (nothing else spoke) |
| `same_place` | metres apart (under 15) |
| `near` | metres apart |
| `place_unknown` | empty: no coordinate, or a placeholder shared by unlike matters |
| `recent` | whole hours apart |
| `same_category` | the category |
| `similar_text` | per cent of the words in common, rare words counting more |
| `past_route` | "k/n": k of the last n of this category in this area went there |
| `past_route_category` | "k/n": k of the last n of this category anywhere went there |
| `past_route_area` | "k/n": k of the last n in this area, whatever the category |
| `past_route_all` | "k/n": k of the last n of all |
"""

from __future__ import annotations

KEYWORDS = "keywords"
WORDS = "words"
SIMILAR_PAST = "similar_past"
USUAL_HERE = "usual_here"
USUAL_HOUR = "usual_hour"
USUAL = "usual"
SAME_PLACE = "same_place"
NEAR = "near"
PLACE_UNKNOWN = "place_unknown"
RECENT = "recent"
SAME_CATEGORY = "same_category"
SIMILAR_TEXT = "similar_text"
PAST_ROUTE = "past_route"
PAST_ROUTE_CATEGORY = "past_route_category"
PAST_ROUTE_AREA = "past_route_area"
PAST_ROUTE_ALL = "past_route_all"
