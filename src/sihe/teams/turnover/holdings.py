"""What a person holds in an organisation, said by the modules that keep it.

`register(Holding(...))` in the module above; `ids` are all things of the kind that the person holds there,
`told` their words, `hand` gives some of them to a colleague. A module also says
what would be left with nobody (`warnings`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

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
    """One kind of thing: `ids(person, organisation)`, `told(ids)`, `hand(by, person, organisation, ids, receiver)`.

    `hand` is called within the transaction of the hand-over, by who may: whoever calls has checked it.
    """

    kind: str
    label: str | Promise
    ids: Callable[[int, int], list[int]]
    told: Callable[[Sequence[int]], list[Held]]
    hand: Callable[[Actor, int, int, Sequence[int], int], None]


kinds: Final[dict[str, Holding]] = {}
warnings: Final[list[Callable[[int, int], list[str]]]] = []


def register(holding: Holding) -> None:
    """Add a kind; the same twice keeps the later one."""
    kinds[holding.kind] = holding


def held(person: int, organisation: int) -> dict[str, list[int]]:
    """Return what a person holds in an organisation, by kind; kinds without anything are left out."""
    found = {kind: one.ids(person, organisation) for kind, one in kinds.items()}
    return {kind: ids for kind, ids in found.items() if ids}
