"""What a roll of residents says, as checked data: rows, what is wrong with them, and differences.

Texts are compared for being equal only, so `id`, `phone` and even `name` may be keyed hashes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

TARGETS: Final = (
    "name", "address", "compound", "building", "unit", "room", "id_number", "phone", "kind", "since", "birth",
    "other_names",
)  # fmt: skip
KINDS: Final = ("owner_here", "owner_away", "tenant", "flatshare", "registered_away")
LIVING: Final = frozenset({"owner_here", "tenant", "flatshare", ""})  # "": the roll does not say

TWICE, LIVES_TWICE, TWO_NAMES, WRITTEN, SAME_NAME = (
    "twice", "lives_twice", "two_names", "written", "same_name",
)  # fmt: skip
DOUBTS: Final = (TWICE, LIVES_TWICE, TWO_NAMES, WRITTEN, SAME_NAME)


class RowRefused(Exception):
    """A row that cannot be taken: the code of what is wrong, the column, what stands there."""

    def __init__(self, code: str, column: str = "", found: str = "") -> None:
        super().__init__(code)
        self.code, self.column, self.found = code, column, found


@dataclass(frozen=True, slots=True)
class Door:
    """Where a row says that somebody lives: numbers as text without leading zeros; "" = not said."""

    compound: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True)
class Resident:
    """A sound row: a person in a dwelling. `warnings` are codes of what was taken with a guess."""

    line: int
    name: str
    door: Door
    other_names: tuple[str, ...] = ()
    id_number: str = ""
    phone: str = ""
    kind: str = ""
    since: str = ""  # ISO date
    birth_year: int | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A row whose dwelling is known, as it is compared. What a roll does not say is ""."""

    line: int
    dwelling: int
    name: str
    kind: str = ""
    id: str = ""
    phone: str = ""
    others: tuple[str, ...] = ()

    def content(self) -> tuple[object, ...]:
        """All but the line: what a row says does not depend on where it stands."""
        return (self.dwelling, self.name, self.id, self.phone, self.kind, self.others)


@dataclass(frozen=True, slots=True)
class Spell:
    """A current spell of residence; `key` and `person` are its ids."""

    key: int
    person: int
    dwelling: int
    name: str
    kind: str
    id: str = ""
    phone: str = ""
    others: tuple[str, ...] = ()


What = Literal["in", "out", "changed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: `in` has an entry, `out` a spell, `changed` both. `what` names what changed:
    name, id, phone, kind, dwelling. `doubt`: why a person must look at it alone, or ""."""

    kind: What
    entry: Entry | None = None
    spell: Spell | None = None
    what: tuple[str, ...] = ()
    doubt: str = ""


@dataclass
class Found:
    """What a comparison finds. `same`: entries that say what is known; `twice`: rows left out, since
    another row of the roll says the same person."""

    differences: list[Difference] = field(default_factory=list)
    same: list[tuple[Entry, Spell]] = field(default_factory=list)
    twice: list[tuple[Entry, Entry]] = field(default_factory=list)
