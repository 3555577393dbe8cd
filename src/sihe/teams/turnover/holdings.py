"""What a person holds in an organisation, said by the modules that keep it.

`register(Holding(...))` in the module above; `rows` are all things of the kind that the person holds there, read
by their `key` (not sliced),
`told` their words, `hand` gives some of them to a colleague. A module also says
what would be left with nobody (`warnings`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import CharField, QuerySet, Value
from django.utils.functional import Promise

from sihe.kernel.facts import Actor


@dataclass(frozen=True)
class Held:
    """One thing in words: what it is, a quiet line, and its page."""

    id: int
    label: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Holding:
    """One kind of thing: `rows(person, organisation)`, `told(ids)`, `hand(by, person, organisation, ids, receiver)`.

    `hand` is called within the transaction of the hand-over, by who may: whoever calls has checked it.
    """

    kind: str
    label: str | Promise
    rows: Callable[[int, int], QuerySet[Any, Any]]
    told: Callable[[Sequence[int]], list[Held]]
    hand: Callable[[Actor, int, int, Sequence[int], int], None]
    key: str = "pk"


kinds: Final[dict[str, Holding]] = {}
warnings: Final[list[Callable[[int, int], list[str]]]] = []


def register(holding: Holding) -> None:
    """Add a kind; the same twice keeps the later one."""
    kinds[holding.kind] = holding


def held(person: int, organisation: int) -> dict[str, list[int]]:
    """Return the ids of what a person holds in an organisation, by kind, in one read; no empty kinds."""
    parts = [
        one.rows(person, organisation).order_by().annotate(what=Value(kind, CharField())).values_list("what", one.key)
        for kind, one in kinds.items()
    ]  # fmt: skip
    found: dict[str, list[int]] = {kind: [] for kind in kinds}
    for kind, id_ in parts[0].union(*parts[1:], all=True) if parts else ():
        found[kind].append(id_)
    return {kind: sorted(ids) for kind, ids in found.items() if ids}
