"""Where matters of a kind went before: (category, area) -> queue, with back-off.

The baseline that a written responsibility matrix is measured against, and a hint where it is
silent. Formulation: with c(q) of the last RECENT queues of the cell and b the distribution of the
wider level, share(q) = (c(q) + STRENGTH * b(q)) / (n + STRENGTH); levels: (category, area), then
category, and where the category is unknown area, then all. Only the last queues count, since
responsibilities move: on 26 August 2015 Boston handed a type of 636 matters a month from one queue
to the districts. O(RECENT + RECENT_WIDE) a question, memory bounded by cells x RECENT.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from typing import Any

from sihe.engines.suggestion import reasons
from sihe.engines.suggestion.problem import Reason, Suggestion

# Chosen on shared/data/matters/boston311_2015_08.csv, learning 60 % and measuring on the next
# 20 % of time (`python -m bench.boston` measures the last 20 %).
RECENT = 20
RECENT_WIDE = 100
STRENGTH = 1.0

VERSION = 1
Cells = dict[str, deque[str]]


class RouteHistory:
    """The last queues of every (category, area), category, area and of all."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, str], deque[str]] = {}
        self._categories: Cells = {}
        self._areas: Cells = {}
        self._all: deque[str] = deque(maxlen=RECENT_WIDE)

    def learn(self, category: str, area: str, queue: str) -> None:
        """Adds where one matter went, in the order of time. O(1)."""
        if not queue:
            raise ValueError(f"category {category!r}, area {area!r}: no queue")
        cell = (category, area)
        self._cells.setdefault(cell, deque(maxlen=RECENT)).append(queue)
        self._categories.setdefault(category, deque(maxlen=RECENT_WIDE)).append(queue)
        self._areas.setdefault(area, deque(maxlen=RECENT_WIDE)).append(queue)
        self._all.append(queue)

    def levels(self, category: str, area: str) -> list[tuple[str, Counter[str]]]:
        """(reason code, counts of queues) of each level that knows something, narrowest first."""
        found = [
            (reasons.PAST_ROUTE, self._cells.get((category, area))),
            (reasons.PAST_ROUTE_CATEGORY, self._categories.get(category)),
        ]
        if category not in self._categories:
            found += [
                (reasons.PAST_ROUTE_AREA, self._areas.get(area)),
                (reasons.PAST_ROUTE_ALL, self._all),
            ]
        return [(code, Counter(queues)) for code, queues in found if queues]

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "version": VERSION,
            "cells": [[c, a, list(q)] for (c, a), q in sorted(self._cells.items())],
            "categories": {c: list(q) for c, q in sorted(self._categories.items())},
            "areas": {a: list(q) for a, q in sorted(self._areas.items())},
            "all": list(self._all),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RouteHistory:
        """The history of `to_dict`. Raises ValueError on another version."""
        if data.get("version") != VERSION:
            raise ValueError(f"history of version {data.get('version')!r}, expected {VERSION}")
        history = cls()
        for category, area, queues in data["cells"]:
            history._cells[str(category), str(area)] = _recent(queues, RECENT)
        for name, table in (("categories", history._categories), ("areas", history._areas)):
            for key, queues in data[name].items():
                table[str(key)] = _recent(queues, RECENT_WIDE)
        history._all = _recent(data["all"], RECENT_WIDE)
        return history


def route(history: RouteHistory, category: str, area: str, top: int = 3) -> list[Suggestion]:
    """The `top` most likely queues, best first; ties by name; empty if nothing was learned."""
    levels = history.levels(category, area)
    shares: dict[str, float] = {}
    for _, counts in reversed(levels):
        size = counts.total()
        if not shares:
            shares = {queue: count / size for queue, count in counts.items()}
            continue
        shares = {
            queue: (counts[queue] + STRENGTH * shares.get(queue, 0.0)) / (size + STRENGTH)
            for queue in sorted(shares.keys() | counts.keys())
        }
    best = sorted(shares, key=lambda queue: (-shares[queue], queue))[:top]
    return [Suggestion(queue, shares[queue], _reason(levels, queue)) for queue in best]


def _reason(levels: Iterable[tuple[str, Counter[str]]], queue: str) -> tuple[Reason, ...]:
    """The narrowest level that has seen the queue."""
    for code, counts in levels:
        if counts[queue]:
            return (Reason(code, f"{counts[queue]}/{counts.total()}"),)
    return ()


def _recent(queues: Iterable[str], length: int) -> deque[str]:
    return deque((str(queue) for queue in queues), maxlen=length)
