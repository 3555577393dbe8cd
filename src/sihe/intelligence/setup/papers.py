"""The slips with start passwords, to be cut apart and handed over."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from sihe.intelligence.setup.actions import Slip
from sihe.kernel.ui.paper import printed, qr_svg

TEMPLATE = Path(__file__).parent / "typst" / "slips.typ"


def slips(given: Iterable[Slip]) -> bytes:
    """Return the slips as a PDF, A4, four on a sheet."""
    link = settings.PUBLIC_ADDRESS + reverse("account_login")
    told = {"link": link, "qr": qr_svg(link), "slips": [asdict(slip) for slip in given]}
    return printed(TEMPLATE, told)
