"""Who comes in at the desk: who writes, publishes or tells residents."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase

from sihe.kernel.access.doors import staff_only
from sihe.kernel.access.requests import Request

Page = Callable[..., HttpResponseBase]
FOLLOWS = ("bulletins.write", "bulletins.publish", "notices.tell")


def who_follows(view: Page) -> Page:
    """Let in who has to do with bulletins; which ones they see is asked of `visible_to`."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not any(request.actor.holds(permission) for permission in FOLLOWS):
            raise Http404
        return view(request, *args, **kwargs)

    return staff_only(guarded)
