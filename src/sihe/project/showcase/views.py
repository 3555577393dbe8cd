"""The live page of the look, and its resident counterpart."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sihe.project.showcase import samples


def parts(request: HttpRequest) -> HttpResponse:
    """Show every component on the staff shell, with a line on how to use it."""
    return render(request, "showcase/parts.html", samples.staff_context(request))


def resident(request: HttpRequest) -> HttpResponse:
    """Show the resident shell: one column, one act. A POST comes back with its errors."""
    return render(request, "showcase/resident.html", samples.resident_context(request))
