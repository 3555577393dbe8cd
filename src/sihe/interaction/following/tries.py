"""How often somebody may try a wrong receipt: counted per address and per code for ten minutes."""

from django.http import HttpRequest

from sihe.kernel.access.counting import address_of, count, counted
from sihe.kernel.responsibilities.queries import number

WINDOW = 600  # seconds
WRONG = "following.wrong_tries"


def too_many(request: HttpRequest, code: str) -> bool:
    """Tell whether this address, or whoever tried this code, has been wrong too often."""
    most = number(WRONG).value
    return any(counted(WRONG, who, WINDOW) >= most for who in _who(request, code))


def note_wrong(request: HttpRequest, code: str) -> None:
    """Count one wrong try."""
    for who in _who(request, code):
        count(WRONG, who, WINDOW)


def _who(request: HttpRequest, code: str) -> tuple[str, str]:
    return f"address {address_of(request)}", f"code {code[:20].upper()}"
