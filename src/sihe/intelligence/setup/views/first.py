"""The first start of an empty installation; the page is there only until somebody has begun."""

from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sihe.intelligence.setup import actions, starting
from sihe.intelligence.setup.forms import FirstForm
from sihe.kernel.access.counting import count, counted
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.facts import SYSTEM
from sihe.kernel.responsibilities.queries import number
from sihe.kernel.ui import toasts

BACKEND = "django.contrib.auth.backends.ModelBackend"
WINDOW, WRONG = 600, "setup.wrong_codes"  # seconds; tries in that time
EVERYBODY, TOGETHER = "everybody", 10  # all addresses together may be wrong ten times as often


@never_cache
@sensitive_post_parameters("code", "password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: Request) -> HttpResponse:
    """Take the start code, name the street, make the first account, and sign in."""
    if not starting.is_open():
        raise Http404
    starting.start_code()
    form = FirstForm(request.POST or None)
    if request.method == "POST" and _knows_code(request, form) and form.is_valid():
        given = form.cleaned_data
        told = actions.First(
            given["street"], given["office"], given["name"], given["username"], given["password"]
        )
        try:
            account = actions.begin(by=SYSTEM, first=told)
        except Refused as refused:
            form.add_error(FIELDS.get(refused.field), said(refused))
        else:
            starting.use_up()
            login(request, account, backend=BACKEND)
            toasts.say(request, _("开好了。从第1步开始。"))
            return redirect("setup:index")
    return render(request, "setup/first.html", {"form": form}, status=422 if form.errors else 200)


FIELDS = {"name": "street", "username": "username"}


def _knows_code(request: Request, form: FirstForm) -> bool:
    """Look at the code before all else; wrong ones are counted, and too many wait."""
    form.full_clean()
    given = form.cleaned_data.get("code", "")
    if not given:
        return False
    most, here = number(WRONG).value, str(request.META.get("REMOTE_ADDR", ""))
    if counted(WRONG, here, WINDOW) >= most or counted(WRONG, EVERYBODY, WINDOW) >= most * TOGETHER:
        form.add_error("code", said(Refused("too_many_codes")))
        return False
    if not starting.is_code(given):
        count(WRONG, here, WINDOW)
        count(WRONG, EVERYBODY, WINDOW)
        form.add_error("code", said(Refused("wrong_code")))
        return False
    return True
