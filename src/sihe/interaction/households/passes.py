"""What a person has opened by saying what for: kept in their session, for some minutes and one mandate."""

from datetime import datetime, timedelta

from django.utils import timezone

from sihe.kernel.access.requests import Request
from sihe.kernel.responsibilities.queries import number

PASSES = "households.open"
HELP_LIST = "help"


def page_key(dwelling: int) -> str:
    """Return the key of the page of a dwelling."""
    return f"d{dwelling}"


def opened_at(request: Request, key: str, now: datetime | None = None) -> datetime | None:
    """Return when something was opened, as long as that holds; under another mandate it does not."""
    mandate, text = request.session.get(PASSES, {}).get(key, (None, ""))
    if mandate is None or mandate != request.actor.mandate:
        return None
    moment = datetime.fromisoformat(text)
    lasts = timedelta(minutes=number("households.open_minutes").value)
    return moment if moment + lasts > (now or timezone.now()) else None


def open_now(request: Request, key: str, at: datetime | None = None) -> None:
    """Remember that something was opened for a purpose that has just been written down."""
    now = at or timezone.now()
    kept = {k: v for k, v in request.session.get(PASSES, {}).items() if _fresh(v[1], now)}
    kept[key] = (request.actor.mandate, now.isoformat())
    request.session[PASSES] = kept


def shut(request: Request, key: str) -> None:
    """Close it before its time."""
    kept = request.session.get(PASSES, {})
    kept.pop(key, None)
    request.session[PASSES] = kept


def _fresh(text: str, now: datetime) -> bool:
    return datetime.fromisoformat(text) > now - timedelta(days=1)
