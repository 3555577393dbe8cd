"""Who may see a thing of a kind, and what a deputy did in words, both said by the modules above.

By `sees` notices reach a deputy: they hear what they may see themselves under the lent mandate.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sihe.kernel.facts import Actor
from sihe.kernel.journal.models import Entry


@dataclass(frozen=True)
class Done:
    """One thing that a deputy did: when, in words, and its page."""

    at: datetime
    text: str
    url: str = ""


sees: Final[dict[str, Callable[[Actor, int], bool]]] = {}
tellers: Final[dict[str, Callable[[Sequence[Entry]], dict[int, Done]]]] = {}
"""By the first word of a fact's name ("matters"): entries to what they say, by their numbers."""


def told(entries: Sequence[Entry]) -> list[Done]:
    """Return in words what was done; what no module can tell is left out."""
    said: dict[int, Done] = {}
    for name, teller in tellers.items():
        said |= teller([e for e in entries if e.fact.split(".")[0] == name])
    return [said[e.seq] for e in entries if e.seq in said]
