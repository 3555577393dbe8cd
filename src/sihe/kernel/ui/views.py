"""The two switches of the look, and the answer to a page that lay too long."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from sihe.kernel.ui import looks


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page lay too long; Django calls this (``CSRF_FAILURE_VIEW``), ``reason`` is its."""
    return render(request, "403_csrf.html", status=403)


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Keep one switch (``name``, ``value``) in a cookie and go back where the person was."""
    name, value = request.POST.get("name", ""), request.POST.get("value", "")
    if value not in looks.CHOICES.get(name, ()):
        return HttpResponseBadRequest()
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    answer = HttpResponseRedirect(back)
    answer.set_cookie(
        name, value, max_age=looks.YEAR, samesite="Lax", secure=request.is_secure(), path="/"
    )
    return answer
