"""Ways out of the house, one folder each: e-mail, SMS, WeCom. All are off unless named in the settings.

A folder holds `SENDER`, which keeps to `Sender`. It is called by the outbox, never inside a request, and
may be called again for the same text after a stop. It holds no state and knows no table.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal, Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

Audience = Literal["staff", "resident"]


@dataclass(frozen=True)
class Outcome:
    """How a sending went: `sent`, `delivered` (the other side said so), or why not and whether to try again."""

    sent: bool
    delivered: bool = False
    again: bool = False
    trouble: str = ""


class Sender(Protocol):
    """One way out. `field` names what it sends to: "phone" or "email"."""

    name: str
    field: Literal["phone", "email"]
    audiences: frozenset[Audience]

    def missing(self) -> list[str]:
        """Return the names of settings that it needs and lacks."""
        ...

    def send(self, to: str, text: str) -> Outcome:
        """Send a text. Never raises for what may happen outside: it answers with an outcome."""
        ...


def known() -> list[str]:
    """Return the names of all senders there are."""
    return sorted(module.name for module in iter_modules(__path__) if module.ispkg)


@cache
def sender(name: str) -> Sender:
    """Return a sender by name.

    Raises:
        ImproperlyConfigured: there is none of that name; the message lists those there are.
    """
    if name not in known():
        raise ImproperlyConfigured(
            f"SIHE_NOTICE_SENDERS names {name!r}; there are: {', '.join(known())}"
        )
    found: Sender = import_module(f"{__name__}.{name}").SENDER
    return found


def enabled(audience: Audience) -> list[str]:
    """Return the names of the senders that are on for staff or for residents."""
    return [name for name in settings.NOTICE_SENDERS if audience in sender(name).audiences]
