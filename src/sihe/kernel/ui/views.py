"""The live page of the look, its resident counterpart, and the two switches."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from sihe.kernel.ui import looks, samples


def parts(request: HttpRequest) -> HttpResponse:
    """Show every component on the staff shell, with a line on how to use it."""
    return render(request, "ui/live/parts.html", samples.staff_context(request))


def resident(request: HttpRequest) -> HttpResponse:
    """Show the resident shell: one column, one act. A POST comes back with its errors."""
    return render(request, "ui/live/resident.html", samples.resident_context(request))


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
