"""Requests of programs that look at a page before, or instead of, a person."""

from typing import Final

from django.http import HttpRequest

PURPOSES: Final = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
AHEAD: Final = ("prefetch", "preview", "prerender")
# Parts of the names under which chat applications and search engines fetch a link to show what is behind it.
LOOKERS: Final = ("bot", "crawler", "spider", "preview", "facebookexternalhit", "whatsapp")


def looks_ahead(request: HttpRequest) -> bool:
    """Say whether a request looks like a prefetch or a preview of a link."""
    purposes = " ".join(request.headers.get(name, "") for name in PURPOSES).lower()
    agent = request.headers.get("User-Agent", "").lower()
    return any(word in purposes for word in AHEAD) or any(name in agent for name in LOOKERS)
