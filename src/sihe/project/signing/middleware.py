"""Who signs in with a start password from paper changes it before anything else."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

OPEN: Final = ("account_change_password", "account_logout", "account_login")


class OwnPassword:
    """Leads an account that must change its password to the page where it does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.has_key("_auth_user_id") and getattr(request.user, "must_change", False):
            open_ = {reverse(name) for name in OPEN}
            if request.path not in open_ and not request.path.startswith(("/ui/", "/static/")):
                return redirect("account_change_password")
        return self.get_response(request)
