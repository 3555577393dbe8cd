"""What the columns of a table of matters mean, as checked data; and what one of its rows says."""

import re
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

TARGETS: Final = (
    "number", "text", "title", "category", "area", "place", "lon", "lat", "opened", "opened_clock", "due",
    "ended", "answer", "name", "phone",
)  # fmt: skip
NEEDED: Final = ("text", "opened")
PERSONAL: Final = frozenset({"text", "title", "place", "answer", "name", "phone"})
SEVERAL: Final = frozenset({"text", "title", "place", "category", "area"})
MODES: Final = ("history", "live")
# what may go back in an answers' table
RETURNED: Final = ("number", "code", "state", "accountable", "answer", "ended", "satisfaction")


class MappingFault(ValueError):
    """A mapping that cannot be used: a code, the target it is about, the column or part that is wrong."""

    def __init__(self, code: str, target: str = "", part: str = "") -> None:
        super().__init__(f"{code}: {target} {part}".rstrip())
        self.code, self.target, self.part = code, target, part


class RowRefused(Exception):
    """A row that cannot be read: a code, the column, and what stood there (empty where it is personal)."""

    def __init__(self, reason: str, column: str = "", found: str = "") -> None:
        super().__init__(reason)
        self.reason, self.column, self.found = reason, column, found


@dataclass(frozen=True)
class Mapping:
    """One checked mapping; see the module's docstring."""

    origin: str
    mode: str
    columns: dict[str, tuple[str, ...]]
    root: str = ""
    receiver: tuple[str, str] = ("", "")
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    area_pattern: re.Pattern[str] | None = None
    areas: dict[str, str] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)
    nowhere: frozenset[tuple[float, float]] = frozenset()
    window: tuple[date, date] | None = None
    answers: tuple[tuple[str, str], ...] = ()

    def first(self, target: str) -> str:
        """Return the (only) column of a target, or nothing."""
        return self.columns.get(target, ("",))[0]


def checked(given: AnyMapping[str, Any], header: list[str] | None = None) -> Mapping:
    """Check a mapping as data, and that its columns stand in a header.

    Raises:
        MappingFault: `target_missing`, `column_missing`, `mapping_wrong`, each with its target or part.
    """
    columns = {t: _names(t, names) for t, names in given.get("columns", {}).items() if names}
    for target in NEEDED:
        if target not in columns:
            raise MappingFault("target_missing", target)
    if header is not None:
        for target, names in columns.items():
            for name in names:
                if name not in header:
                    raise MappingFault("column_missing", target, name)
    try:
        return _built(given, columns)
    except (AttributeError, KeyError, LookupError, TypeError, ValueError, re.error) as fault:
        raise MappingFault("mapping_wrong", part=str(fault)[:60]) from None


def _names(target: str, names: Any) -> tuple[str, ...]:
    listed = (names,) if isinstance(names, str) else tuple(names)
    if target not in TARGETS or (len(listed) > 1 and target not in SEVERAL):
        raise MappingFault("mapping_wrong", target, target)
    return listed


def _built(given: AnyMapping[str, Any], columns: dict[str, tuple[str, ...]]) -> Mapping:
    mode, window = given["mode"], given.get("window")
    receiver = given.get("receiver", {})
    if mode not in MODES or not re.fullmatch(r"[a-z0-9-]{1,40}", given["origin"]):
        raise ValueError("mode or origin")
    if mode == "history" and not (given.get("root") and receiver.get("name")):
        raise ValueError("root and receiver")
    answers = tuple((str(head), str(what)) for head, what in given.get("answers", ()))
    if any(what not in RETURNED for _head, what in answers):
        raise ValueError("answers")
    pattern = given.get("area_pattern")
    return Mapping(
        given["origin"], mode, columns, root=given.get("root", ""),
        receiver=(receiver.get("name", ""), receiver.get("short_name", "")),
        zone=ZoneInfo(given.get("zone", "Asia/Shanghai")),
        area_pattern=re.compile(pattern) if pattern else None,
        areas=dict(given.get("areas", {})), categories=dict(given.get("categories", {})),
        nowhere=frozenset((float(lon), float(lat)) for lon, lat in given.get("nowhere", ())),
        window=(date.fromisoformat(window[0]), date.fromisoformat(window[1])) if window else None,
        answers=answers,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mapped:
    """A sound row. `category` is a code (empty: unknown), `area` a name; `warnings` are codes."""

    key: str
    number: str
    text: str
    title: str
    category: str
    area: str
    place: str
    lon: float | None
    lat: float | None
    opened: datetime
    due: datetime | None
    ended: datetime | None
    answer: str
    name: str
    phone: str
    warnings: tuple[str, ...]


def guessed(header: list[str], profiles: AnyMapping[str, AnyMapping[str, Any]]) -> str:
    """Return the name of the profile whose telling columns all stand in a header; else "table"."""
    for name, profile in profiles.items():
        telling = profile.get("recognise", ())
        if telling and set(telling) <= set(header):
            return name
    return "table"


def guessed_columns(header: list[str], words: AnyMapping[str, list[str]]) -> dict[str, list[str]]:
    """Guess columns by their names: for each target the first column that is called, or contains, a known word."""
    found: dict[str, list[str]] = {}
    for target, known in words.items():
        exact = [c for word in known for c in header if c.strip().lower() == word]
        near = [c for word in known for c in header if word in c.strip().lower()]
        if exact or near:
            found[target] = [(exact or near)[0]]
    return found
