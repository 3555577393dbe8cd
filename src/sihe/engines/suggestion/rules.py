"""Keyword rules: what an office knows before there is any history."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from sihe.engines.suggestion.grams import plain
from sihe.engines.suggestion.problem import Keyword

LONGEST_SEARCHED = 1_000


class KeywordRules:
    """Category -> weighted keywords, ready for matching.

    >>> rules = KeywordRules({"路灯": [Keyword("路灯", 3.0), Keyword("不亮", 1.0)]})
    >>> rules.found("门口路灯不亮")["路灯"]
    [('路灯', 3.0), ('不亮', 1.0)]
    """

    def __init__(self, keywords: Mapping[str, Iterable[Keyword]]) -> None:
        self._words: dict[str, list[tuple[str, float]]] = {}
        for category, words in sorted(keywords.items()):
            best: dict[str, float] = {}
            for keyword in words:
                word = plain(keyword.word.strip(), LONGEST_SEARCHED)
                best[word] = max(best.get(word, 0.0), keyword.weight)
            # Longest first, so that a word inside a longer one is not counted twice.
            ordered = sorted(best.items(), key=lambda pair: (-len(pair[0]), -pair[1], pair[0]))
            self._words[category] = ordered

    @property
    def categories(self) -> list[str]:
        """All categories that have rules, sorted."""
        return list(self._words)

    def found(self, text: str) -> dict[str, list[tuple[str, float]]]:
        """Category -> its keywords in the text with their weights, heaviest first.

        Latin keywords match whole words only. O(length x keywords)."""
        searched = plain(text, LONGEST_SEARCHED)
        hits: dict[str, list[tuple[str, float]]] = {}
        for category, words in self._words.items():
            found: list[tuple[str, float]] = []
            for word, weight in words:
                if _holds(searched, word) and not any(word in longer for longer, _ in found):
                    found.append((word, weight))
            if found:
                hits[category] = sorted(found, key=lambda pair: (-pair[1], pair[0]))
        return hits


def weight_of(found: Iterable[tuple[str, float]]) -> float:
    """The weight of the keywords found of one category."""
    return math.fsum(weight for _, weight in found)


def _holds(text: str, word: str) -> bool:
    start = text.find(word)
    if start < 0 or not word.isascii():
        return start >= 0
    while start >= 0:
        end = start + len(word)
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if not _latin(before) and not _latin(after):
            return True
        start = text.find(word, start + 1)
    return False


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
