"""Coming in as a resident: for a year on the own phone, and never with the rights of a member of staff."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import login
from django.http import HttpResponseBase
from django.shortcuts import redirect

from sihe.interaction.accounts.queries import household_of
from sihe.kernel.access.counting import address_of, count, counted
from sihe.kernel.access.requests import AS_RESIDENT, Request
from sihe.kernel.people.models import Account
from sihe.kernel.responsibilities.queries import number

BACKEND = "django.contrib.auth.backends.ModelBackend"
DOOR, CHOICE = "door", "choice"
WINDOW, HOUR = 600, 3600  # seconds
WRONG, ASKS = "accounts.wrong_tries", "accounts.asks"
View = Callable[..., HttpResponseBase]


def come_in(request: Request, account: Account) -> None:
    """Sign a resident in on this device.

    Who also works here comes in as a resident only: a slip or a code must not open what needs the password.
    """
    login(request, account, backend=BACKEND)
    request.session[AS_RESIDENT] = DOOR
    request.session.set_expiry(number("accounts.session_days").value * 24 * 3600)


def act_as_resident(request: Request, on: bool) -> None:
    """Let a member of staff who lives here act as a resident, or go back to work."""
    if request.session.get(AS_RESIDENT) == DOOR:
        return
    if on:
        request.session[AS_RESIDENT] = CHOICE
    else:
        request.session.pop(AS_RESIDENT, None)


def may_go_back(request: Request) -> bool:
    """Tell whether somebody acts as a resident by choice and has a desk to go back to."""
    return request.session.get(AS_RESIDENT) == CHOICE


def signed_in(view: View) -> View:
    """Let residents in who have signed in; others come to the door first. Staff choose on the page itself."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor.kind == "staff":
            return redirect("accounts:as")
        if request.actor.person is None:
            return redirect("accounts:enter")
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    return guarded


def lives_here(request: Request) -> bool:
    """Tell whether a member of staff lives somewhere here, so that they may act as a resident."""
    return household_of(request.actor.person) is not None


def too_many(request: Request, what: str) -> bool:
    """Tell whether this address, or whoever tried this number or phone, was wrong too often."""
    most = number(WRONG).value
    return any(counted(WRONG, who, WINDOW) >= most for who in _who(request, what))


def note_wrong(request: Request, what: str) -> None:
    """Count one wrong try."""
    for who in _who(request, what):
        count(WRONG, who, WINDOW)


def asks_too_often(request: Request, what: str) -> bool:
    """Count one wish for a code or for a household, and tell whether there were too many within the hour."""
    most = number(ASKS).value
    return max(count(ASKS, who, HOUR) for who in _who(request, what)) > most


def _who(request: Request, what: str) -> tuple[str, str]:
    return f"address {address_of(request)}", what[:60]
