"""How often somebody may try a wrong receipt: counted per address and per code for ten minutes."""

from django.conf import settings
from django.http import HttpRequest

from sihe.kernel.access.counting import count, counted
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


def address_of(request: HttpRequest) -> str:
    """Return the caller's address; behind the own front server, the one that this server saw."""
    if settings.SECURE_PROXY_SSL_HEADER:
        told = request.headers.get("X-Forwarded-For", "")
        if told:
            return told.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _who(request: HttpRequest, code: str) -> tuple[str, str]:
    return f"address {address_of(request)}", f"code {code[:20].upper()}"
