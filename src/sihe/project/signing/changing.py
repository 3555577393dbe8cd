"""A start password is changed at the first sign-in: until then no other page opens.

The mark stands in the session, so that no page asks the database for it.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

MARK = "must_change"
OPEN = ("/accounts/", "/static/", "/ui/")


class StartPassword:
    """Leads who signed in with a start password to the page on which they choose their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        if signed_in and request.session.get(MARK) and not request.path.startswith(OPEN):
            return redirect(reverse("account_change_password"))
        return self.get_response(request)
