"""Saying what has just been done, with a way back, on the next page a person sees."""

from django.contrib import messages
from django.http import HttpRequest

UNDO = "undo="


def say(request: HttpRequest, text: str, undo: str = "") -> None:
    """Show ``text`` once; ``undo`` is the address of the reversing act, called with POST."""
    messages.success(request, text, extra_tags=f"{UNDO}{undo}" if undo else "")


def warn(request: HttpRequest, text: str) -> None:
    """Show once why something was not done and what can be done now."""
    messages.warning(request, text)


def undo_address(tags: str) -> str:
    """Return the reversing address kept in a message's extra tags, or ""."""
    for tag in (tags or "").split():
        if tag.startswith(UNDO):
            return tag.removeprefix(UNDO)
    return ""
