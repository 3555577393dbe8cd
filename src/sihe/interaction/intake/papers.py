"""What intake prints: the form to fill in by hand and the sign for a stairwell."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from sihe.kernel.places.models import Area
from sihe.kernel.ui.paper import printed, qr_svg

TEMPLATES = Path(__file__).parent / "typst"


def blank_form(building: Area | None = None) -> bytes:
    """Return the report form as a PDF, A4; with a building it carries its name and sign."""
    link = settings.PUBLIC_ADDRESS + reverse("intake:report")
    told = {
        "place": name_of(building) if building else "",
        "sign": building.sign if building else "",
        "qr": qr_svg(sign_link(building.sign) if building else link),
        "link": link,
    }
    return printed(TEMPLATES / "form.typ", told)


def signs(buildings: Iterable[Area]) -> bytes:
    """Return a sheet for each building to hang in its stairwell, A4."""
    sheets = [
        {
            "place": name_of(building),
            "sign": building.sign,
            "qr": qr_svg(sign_link(building.sign)),
            "link": sign_link(building.sign),
        }
        for building in buildings
    ]
    return printed(TEMPLATES / "sign.typ", {"sheets": sheets})


def sign_link(sign: str) -> str:
    """Return the whole address that a building's sign leads to."""
    return settings.PUBLIC_ADDRESS + reverse("intake:building", args=[sign])


def name_of(building: Area) -> str:
    """Return a building with its compound."""
    return f"{building.compound.name if building.compound else ''} {building.name}".strip()
