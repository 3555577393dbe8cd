"""What was learned from past matters: counts only, kept by the caller as JSON.

Adding, taking back and merging are exact, so a model is a sum: the order of learning never matters
and several offices may add their counts up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sihe.engines.suggestion.grams import grams

VERSION = 1
Counts = dict[str, dict[str, int]]


class CategoryHistory:
    """Counts of (text, area, hour, category).

    `matters` {category: n}; `pieces` {piece of text: {category: matters that hold it}};
    `mass` {category: sum of its piece counts}; `areas` {area: {category: n}};
    `hours` {hour "0".."23": {category: n}}. Memory: one small entry a distinct (piece, category).
    """

    def __init__(self) -> None:
        self.matters: dict[str, int] = {}
        self.mass: dict[str, int] = {}
        self.pieces: Counts = {}
        self.areas: Counts = {}
        self.hours: Counts = {}

    def learn(
        self,
        text: str,
        category: str,
        *,
        area: str | None = None,
        hour: int | None = None,
        times: int = 1,
    ) -> None:
        """Adds `times` matters. O(pieces of the text)."""
        if times < 1:
            raise ValueError(f"category {category!r}: times {times} is not positive")
        self._add(text, category, area, hour, times)

    def unlearn(
        self, text: str, category: str, *, area: str | None = None, hour: int | None = None
    ) -> None:
        """Takes one matter back (its category was wrong). Raises ValueError if not learned."""
        found = grams(text)
        known = self.matters.get(category, 0) >= 1
        known = known and all(self.pieces.get(p, {}).get(category, 0) for p in found)
        known = known and (not area or bool(self.areas.get(area, {}).get(category)))
        known = known and (hour is None or bool(self.hours.get(str(hour), {}).get(category)))
        if not known:
            raise ValueError(f"category {category!r}: no such matter was learned")
        self._add(text, category, area, hour, -1)

    def merge(self, other: CategoryHistory) -> None:
        """Adds the counts of another history to this one."""
        for table, more in self._tables(other):
            for key, row in more.items():
                for category, count in row.items():
                    _bump(table, key, category, count)
        for mine, theirs in ((self.matters, other.matters), (self.mass, other.mass)):
            for category, count in theirs.items():
                mine[category] = mine.get(category, 0) + count

    def without_rare(self, least: int) -> CategoryHistory:
        """A smaller copy without pieces held by fewer than `least` matters."""
        small = CategoryHistory()
        small.merge(self)
        small.pieces = {p: r for p, r in small.pieces.items() if sum(r.values()) >= least}
        small.mass = _masses(small.pieces, small.matters)
        return small

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON, keys sorted: equal histories give equal text."""
        return {
            "version": VERSION,
            "matters": dict(sorted(self.matters.items())),
            "pieces": _sorted(self.pieces),
            "areas": _sorted(self.areas),
            "hours": _sorted(self.hours),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CategoryHistory:
        """The history of `to_dict`. Raises ValueError on another version or a bad count."""
        if data.get("version") != VERSION:
            raise ValueError(f"history of version {data.get('version')!r}, expected {VERSION}")
        history = cls()
        for category, count in data["matters"].items():
            history.matters[str(category)] = _count(category, count)
        for name in ("pieces", "areas", "hours"):
            table = getattr(history, name)
            for key, row in data[name].items():
                table[str(key)] = {str(c): _count(c, n) for c, n in row.items()}
        history.mass = _masses(history.pieces, history.matters)
        return history

    def _add(self, text: str, category: str, area: str | None, hour: int | None, n: int) -> None:
        if not category:
            raise ValueError("a matter was learned without a category")
        if hour is not None and not 0 <= hour <= 23:
            raise ValueError(f"hour {hour} is not in 0..23")
        found = grams(text)
        for piece in found:
            _bump(self.pieces, piece, category, n)
        if area:
            _bump(self.areas, area, category, n)
        if hour is not None:
            _bump(self.hours, str(hour), category, n)
        self.matters[category] = self.matters.get(category, 0) + n
        self.mass[category] = self.mass.get(category, 0) + n * len(found)
        if not self.matters[category]:
            del self.matters[category], self.mass[category]

    def _tables(self, other: CategoryHistory) -> Iterator[tuple[Counts, Counts]]:
        for name in ("pieces", "areas", "hours"):
            yield getattr(self, name), getattr(other, name)


def _bump(table: Counts, key: str, category: str, n: int) -> None:
    row = table.setdefault(key, {})
    row[category] = row.get(category, 0) + n
    if not row[category]:
        del row[category]
        if not row:
            del table[key]


def _masses(pieces: Counts, matters: Mapping[str, int]) -> dict[str, int]:
    mass = dict.fromkeys(matters, 0)
    for row in pieces.values():
        for category, count in row.items():
            mass[category] = mass.get(category, 0) + count
    return mass


def _sorted(table: Counts) -> Counts:
    return {key: dict(sorted(row.items())) for key, row in sorted(table.items())}


def _count(category: object, count: object) -> int:
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise ValueError(f"category {category!r}: count {count!r} is not a positive integer")
    return count
