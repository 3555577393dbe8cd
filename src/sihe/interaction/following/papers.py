"""The receipt on paper."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from sihe.interaction.following.queries import follow_link
from sihe.interaction.following.sentences import next_step
from sihe.interaction.matters.models import Matter
from sihe.kernel.places.queries import place_label
from sihe.kernel.ui.paper import printed, qr_svg
from sihe.kernel.ui.words import full

SLIP = Path(__file__).parent / "typst" / "slip.typ"


def slip(matter: Matter, secret: str, now: datetime, size: str = "a6") -> bytes:
    """Return the receipt as a PDF, A6 or A5: code, secret, what happens next."""
    told = {
        "size": size,
        "code": matter.code,
        "secret": f"{secret[:4]} {secret[4:]}",
        "what": matter.title,
        "place": place_label(matter),
        "at": full(matter.created_at),
        "next": next_step(matter, now),
        "link": settings.PUBLIC_ADDRESS + reverse("following:ask"),
        "qr": qr_svg(follow_link(matter.code, secret)),
    }
    return printed(SLIP, told)
