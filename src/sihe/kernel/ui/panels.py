"""Parts that a module adds to the page of a module below it, which does not know the module above.

`@panel("matter", order=20)` on `def f(request, thing) -> Panel | None` in the upper module's `panels.py`.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from django.http import HttpRequest


@dataclass(frozen=True)
class Panel:
    """A template with its context and where it stands: in the main column, at the side, before or after the acts."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    place: Literal["main", "side", "acts", "acts_after"] = "main"


Maker = Callable[[Any, Any], Panel | None]
_makers: dict[str, list[tuple[int, str, Maker]]] = defaultdict(list)


def panel(slot: str, order: int = 50) -> Callable[[Maker], Maker]:
    """Register a panel for a slot ("matter", "desk"); smaller orders stand first."""

    def register(maker: Maker) -> Maker:
        _makers[slot].append((order, f"{maker.__module__}.{maker.__name__}", maker))
        _makers[slot].sort(key=lambda row: row[:2])
        return maker

    return register


def panels(slot: str, request: HttpRequest, thing: Any) -> list[Panel]:
    """Return the panels that have something to show here to this person."""
    made = (maker(request, thing) for _, _, maker in _makers[slot])
    return [p for p in made if p is not None]
