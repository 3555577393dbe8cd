"""Puts the acting person on every request: `request.actor`, and all their mandates: `request.mandates`."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.functional import SimpleLazyObject

from sihe.kernel.access.requests import AS_RESIDENT, Request
from sihe.kernel.facts import RESIDENT, Actor
from sihe.kernel.organisations.queries import actor_from, mandates_of


class ActorMiddleware:
    """Lazily resolves the signed-in account to an `Actor`: under a mandate, or the resident; else `RESIDENT`."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.__dict__["actor"] = SimpleLazyObject(lambda: _actor(request))
        return self.get_response(request)


def _actor(request: Request) -> Actor:
    request.mandates = []
    if not request.user.is_authenticated:
        return RESIDENT
    if not request.session.get(AS_RESIDENT):
        request.mandates = list(mandates_of(request.user.person_id))
    staff = actor_from(request.mandates, request.session.get("mandate"))
    return staff or Actor("resident", request.user.person_id, name=request.user.person.name)
