"""The front page, the start page of the demo, and looking at it as one of the sample people."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from sihe.intelligence.desks.guide import STEPS, mechanisms
from sihe.intelligence.desks.personas import account_of, personas
from sihe.kernel.access.requests import Request

BACKEND = "django.contrib.auth.backends.ModelBackend"


def front(request: Request) -> HttpResponse:
    """Lead staff to their desk, and residents to what they came for."""
    if request.actor.kind == "staff":
        return redirect("desks:desk")
    return render(request, "desks/front.html")


def start(request: Request) -> HttpResponse:
    """Show a newcomer the mechanisms that are built; in the demo also whom to be and what to try."""
    context = {
        "mechanisms": mechanisms(timezone.now()),
        "personas": personas(),
        "steps": STEPS if personas() else (),
    }
    return render(request, "desks/start.html", context)


@require_POST
def become(request: Request) -> HttpResponse:
    """Sign in as a sample person, or as nobody: in the demo only, and with sample accounts only."""
    if not settings.DEMO:
        raise Http404
    wanted = request.POST.get("persona", "")
    page = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}):
        page = ""
    if not wanted:
        logout(request)
        return redirect(page or "desks:front")
    account = account_of(wanted)
    if account is None:
        raise Http404
    logout(request)
    login(request, account, backend=BACKEND)
    first = next(p.first_page for p in personas() if p.username == wanted)
    return redirect(page or first)
