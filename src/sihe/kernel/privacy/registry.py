"""What modules above tell this one: how a personal field of theirs is read, and where the person belongs.

`revealers["reporter"] = fn(id, field) -> (text, Reach)`, set in the module's `apps.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Reach:
    """Where a person's data belongs: ids of organisations, of areas from the widest down, of a compound.

    Who holds `privacy.reveal` for one of them may look.
    """

    organisations: frozenset[int] = frozenset()
    areas: frozenset[int] = frozenset()
    compound: int | None = None


Revealer = Callable[[int, str], tuple[str, Reach]]
revealers: Final[dict[str, Revealer]] = {}
"""By kind of thing. A revealer raises LookupError for an id or a field that there is not."""
