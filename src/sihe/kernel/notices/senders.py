"""What a way out of the house keeps to. The settings name the ways there are, and those that are on.

A way is a module that holds `SENDER`. It is called by the outbox, never inside a request, and may be
called again for the same text after a stop. It holds no state and knows no table.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
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


@cache
def sender(name: str) -> Sender:
    """Return a sender by name.

    Raises:
        ImproperlyConfigured: there is none of that name; the message lists those there are.
    """
    if name not in settings.SENDERS:
        there = ", ".join(sorted(settings.SENDERS))
        raise ImproperlyConfigured(f"SIHE_NOTICE_SENDERS names {name!r}; there are: {there}")
    found: Sender = import_module(settings.SENDERS[name]).SENDER
    return found


def enabled(audience: Audience) -> list[str]:
    """Return the names of the senders that are on for staff or for residents."""
    return [name for name in settings.NOTICE_SENDERS if audience in sender(name).audiences]
