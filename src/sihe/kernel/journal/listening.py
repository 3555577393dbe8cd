"""Who listens to which facts. A module's `listeners.py` registers its functions here when Django starts."""

from collections.abc import Callable
from dataclasses import dataclass

from sihe.kernel.facts import Fact
from sihe.kernel.journal.models import Entry

Handler = Callable[[Fact, Entry], None]


@dataclass(frozen=True)
class Listener:
    """A named function and the facts that it wants to hear; it must bear hearing one twice."""

    name: str
    facts: frozenset[str]
    handle: Handler


_listeners: dict[str, Listener] = {}


def listens(*facts: type[Fact]) -> Callable[[Handler], Handler]:
    """Register a listener: `@listens(matters.Reported)` on `def handler(fact, entry)`."""

    def register(handle: Handler) -> Handler:
        name = f"{handle.__module__.removeprefix('sihe.').removesuffix('.listeners')}.{handle.__name__}"
        if name in _listeners and _listeners[name].handle is not handle:
            raise ValueError(f"two listeners are called {name}")
        _listeners[name] = Listener(name, frozenset(f.name for f in facts), handle)
        return handle

    return register


def listeners() -> list[Listener]:
    """Return all registered listeners, by name."""
    return [_listeners[name] for name in sorted(_listeners)]
