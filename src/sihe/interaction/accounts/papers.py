"""Slips on paper: a sheet of them for a building, with lines to cut along."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from sihe.interaction.accounts.actions import Printed
from sihe.interaction.accounts.queries import label_of, seen_name
from sihe.kernel.ui.paper import printed, qr_svg

SHEET = Path(__file__).parent / "typst" / "slips.typ"


def slip_link(number: str) -> str:
    """Return the whole address that the QR code of a slip leads to; the digits are not in it."""
    return settings.PUBLIC_ADDRESS + reverse("accounts:slip", args=[number])


def parted(digits: str) -> str:
    """Return eight digits so that they can be read aloud: 1234 5678."""
    return f"{digits[:4]} {digits[4:]}"


def sheet(made: Sequence[Printed], building: str) -> bytes:
    """Return slips as a PDF, A4, four to a page in large type, in the order in which they are handed over."""
    slips = [
        {
            "flat": label_of(one.slip.household.dwelling) if one.slip.household else "",
            "who": seen_name(one.slip.person.name) if one.slip.person else _("住户"),
            "number": one.slip.number, "digits": parted(one.digits),
            "until": f"{one.slip.valid_until:%Y-%m-%d}", "qr": qr_svg(slip_link(one.slip.number)),
        }
        for one in made
    ]  # fmt: skip
    return printed(SHEET, {"slips": slips, "building": building, "link": _door()})


def _door() -> str:
    return settings.PUBLIC_ADDRESS + reverse("accounts:enter")
