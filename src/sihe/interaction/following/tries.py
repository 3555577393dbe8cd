"""How often somebody may try a wrong receipt: counted per address and per code for ten minutes."""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from sihe.kernel.responsibilities.queries import number

WINDOW = 600  # seconds


def too_many(request: HttpRequest, code: str) -> bool:
    """Tell whether this address, or whoever tried this code, has been wrong too often."""
    most = number("following.wrong_tries").value
    return any(cache.get(key, 0) >= most for key in _keys(request, code))


def note_wrong(request: HttpRequest, code: str) -> None:
    """Count one wrong try."""
    for key in _keys(request, code):
        cache.add(key, 0, WINDOW)
        try:
            cache.incr(key)
        except ValueError:  # it ran out between the two lines
            cache.set(key, 1, WINDOW)


def address_of(request: HttpRequest) -> str:
    """Return the caller's address; behind the own front server, the one that this server saw."""
    if settings.SECURE_PROXY_SSL_HEADER:
        told = request.headers.get("X-Forwarded-For", "")
        if told:
            return told.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _keys(request: HttpRequest, code: str) -> list[str]:
    words = (f"address {address_of(request)}", f"code {code[:20].upper()}")
    return ["following-tries-" + sha256(word.encode()).hexdigest() for word in words]
