"""How often somebody did something of late: counted in the cache that all server processes share."""

from hashlib import sha256
from time import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def counted(what: str, who: str, window: int) -> int:
    """Return how often `who` has done `what` in the running window of so many seconds."""
    return int(cache.get(_key(what, who, window), 0))


def count(what: str, who: str, window: int) -> int:
    """Count one more and return how often it is now.

    Windows begin at full multiples of their length, so at most twice the number fits into any stretch of
    that length. Two processes that count in the same instant may count one; a brake bears that, a
    ledger would not. `who` (an address, a code) is kept as a hash only.
    """
    key = _key(what, who, window)
    now = int(cache.get(key, 0)) + 1
    cache.set(key, now, window)
    return now


def address_of(request: HttpRequest) -> str:
    """Return the caller's address; behind the own front server, the one that this server saw."""
    if settings.SECURE_PROXY_SSL_HEADER:
        told = request.headers.get("X-Forwarded-For", "")
        if told:
            return told.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _key(what: str, who: str, window: int) -> str:
    return f"{what}-{int(time()) // window}-{sha256(who.encode()).hexdigest()}"
