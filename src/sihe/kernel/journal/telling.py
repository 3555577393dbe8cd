"""How a fact reads as a sentence, for staff and for residents. A module's `sentences.py` registers its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from sihe.kernel.facts import Fact

Audience = Literal["staff", "resident"]


@dataclass
class Names:
    """Names of what the facts of one timeline mention, read in few queries before the sentences are made."""

    organisations: dict[int, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    notes: dict[int, Any] = field(default_factory=dict)
    audience: Audience = "staff"

    def organisation(self, id_: int | None) -> str:
        """Return an organisation's short name."""
        return self.organisations.get(id_ or 0, "")

    def person(self, id_: int | None) -> str:
        """Return a person's name."""
        return self.people.get(id_ or 0, "")


F = TypeVar("F", bound=Fact)
Teller = Callable[[Any, Names], str]
_tellers: dict[tuple[str, Audience], Teller] = {}


def tells(
    fact: type[F], *audiences: Audience
) -> Callable[[Callable[[F, Names], str]], Callable[[F, Names], str]]:
    """Register the sentence of a fact for one or both audiences; an empty sentence leaves the fact out."""

    def register(teller: Callable[[F, Names], str]) -> Callable[[F, Names], str]:
        for audience in audiences or ("staff", "resident"):
            _tellers[fact.name, audience] = teller
        return teller

    return register


def sentence(fact: Fact, names: Names) -> str:
    """Return the sentence of a fact for the audience of `names`; empty when it is not theirs to read."""
    teller = _tellers.get((fact.name, names.audience))
    return teller(fact, names) if teller else ""


def told_facts(audience: Audience) -> frozenset[str]:
    """Return the names of the facts that have a sentence for an audience."""
    return frozenset(name for name, whom in _tellers if whom == audience)
