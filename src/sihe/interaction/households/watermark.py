"""Who looks, for whom and when, faintly across a list of people: on the screen, on paper and in files.

It is drawn into the page itself as a picture, so that it comes with the rows or not at all.
"""

from base64 import b64encode
from datetime import datetime
from xml.sax.saxutils import escape

from django.utils import timezone

from sihe.kernel.access.requests import Request
from sihe.kernel.ui.words import local

WIDE, HIGH, SLANT = 340, 170, -22  # pixels, degrees


def stamp(request: Request, at: datetime | None = None) -> str:
    """Return name, organisation and moment of who looks."""
    acting = next((m for m in request.mandates if m.pk == request.actor.mandate), None)
    organisation = str(acting.organisation) if acting is not None else ""
    moment = local(at or timezone.now()).strftime("%Y-%m-%d %H:%M")
    return " ".join(word for word in (request.actor.name, organisation, moment) if word)


def picture(words: str) -> str:
    """Return the words as a tiled picture, an SVG document."""
    said = escape(words)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%"><defs>'
        f'<pattern id="w" width="{WIDE}" height="{HIGH}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({SLANT})"><text x="8" y="40" font-size="14" '
        f'font-family="sans-serif" fill="#7d837b" fill-opacity=".3">{said}</text></pattern></defs>'
        '<rect width="100%" height="100%" fill="url(#w)"/></svg>'
    )


def address(words: str) -> str:
    """Return the picture as an address that stands in the page itself."""
    return f"data:image/svg+xml;base64,{b64encode(picture(words).encode()).decode()}"
