"""What every response carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect
from django.urls import reverse

from sihe.kernel.access.requests import AS_RESIDENT

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; "
    "script-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)


class ContentPolicy:
    """Lets a page load nothing from elsewhere and run nothing that stands in the page itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class ResidentsDoor:
    """Keeps the pages of staff sign-in (passwords, second step) from sessions that act as a resident.

    A slip or a code by phone must not lead to the password or the second step of somebody who also works here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/accounts/") and request.session.get(AS_RESIDENT):
            if request.path == reverse("account_login"):
                return redirect("accounts:mine")
            return HttpResponseNotFound()
        return self.get_response(request)


class Compression(GZipMiddleware):
    """Sends pages compressed; what comes in pieces (photos, tables) goes out as it is.

    A compressed page could betray a secret by its length when it also holds words of an attacker (BREACH). Here
    the token against forged forms is masked anew in every page, the cookie of a sign-in is not sent with requests
    that another site's page makes unseen (SameSite=Lax), a phone number is shown only in the answer to a POST, and
    every answer is lengthened at random.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress text that is there as a whole."""
        text = response.headers.get("Content-Type", "").startswith(("text/", "application/json"))
        if response.streaming or not text:
            return response
        packed: HttpResponseBase = super().process_response(request, response)
        return packed
