"""The doors of staff pages: who has not signed in goes to the sign-in page, what one may not see is 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseBase

from sihe.kernel.access.requests import Request

View = Callable[..., HttpResponseBase]


def staff_only(view: View) -> View:
    """Let only people under a mandate in."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if request.actor.kind != "staff":
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def who_holds(permission: str) -> Callable[[View], View]:
    """Let only staff in who hold a permission somewhere."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.actor.holds(permission):
                raise Http404
            return view(request, *args, **kwargs)

        return staff_only(guarded)

    return guard
