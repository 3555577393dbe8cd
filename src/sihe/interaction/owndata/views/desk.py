"""At the desk: a resident in person sees, takes along, corrects or erases what is kept of them.

Who they are is checked by the receipt's code with the phone number that they left, or with the secret.
The check holds for 15 minutes and for the one who made it; every look is in the journal.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core import signing
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sihe.interaction.matters.models import Reporter
from sihe.interaction.owndata import actions, copies
from sihe.interaction.owndata.forms import ContactForm, IdentityForm
from sihe.interaction.owndata.queries import identified, kept_of
from sihe.kernel.access.counting import count, counted
from sihe.kernel.access.doors import who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.responsibilities.queries import number
from sihe.kernel.ui import toasts

SERVE, SALT = "matters.report_for", "sihe.owndata.desk"
LASTS, WINDOW, WRONG = 15 * 60, 600, "owndata.wrong_tries"  # seconds


@who_holds(SERVE)
def identify(request: Request) -> HttpResponse:
    """Ask for the receipt's code and the phone or the secret; too many wrong ones wait."""
    form = IdentityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = None
        if counted(WRONG, str(request.actor.person), WINDOW) >= number(WRONG).value:
            form.add_error(None, said(Refused("too_many_tries")))
        else:
            found = identified(form.cleaned_data["code"], form.cleaned_data["proof"])
        if found is not None and may("owndata.serve", request.actor, found.matter):
            actions.shown(by=request.actor, reporter=found, field="own_page")
            return redirect("owndata:served", pass_for(request, found))
        if not form.errors:
            count(WRONG, str(request.actor.person), WINDOW)
            form.add_error(None, said(Refused("not_identified")))
    return render(request, "owndata/desk.html", {"form": form})


def pass_for(request: Request, reporter: Reporter) -> str:
    """Return what opens a reporter's data to the one who checked them, for 15 minutes."""
    return signing.dumps([reporter.pk, request.actor.person], salt=SALT)


Page = Callable[..., HttpResponseBase]


def with_pass(view: Page) -> Page:
    """Open a page to who has just checked a resident; when the time is over, lead back to the check."""

    @wraps(view)
    def guarded(request: Request, pass_: str, **more: Any) -> HttpResponseBase:
        try:
            reporter, person = signing.loads(pass_, salt=SALT, max_age=LASTS)
        except signing.SignatureExpired:
            toasts.warn(request, said(Refused("desk_time_over")))
            return redirect("owndata:desk")
        except signing.BadSignature:
            raise Http404 from None
        rows = Reporter.objects.select_related("matter__first_receiver", "original__category")
        found = rows.filter(pk=reporter).first()
        if person != request.actor.person or found is None:
            raise Http404
        if not may("owndata.serve", request.actor, found.matter):
            raise Http404
        response = view(request, found, pass_, **more)
        response["Cache-Control"] = "private, no-store"
        return response

    return who_holds(SERVE)(guarded)


@require_GET
@with_pass
def served(request: Request, reporter: Reporter, pass_: str) -> HttpResponse:
    """Show what is kept and what can be done about it."""
    return _page(request, reporter, pass_)


@require_POST
@with_pass
def copy(request: Request, reporter: Reporter, pass_: str, form: str) -> HttpResponse:
    """Give a copy to take along."""
    if form not in copies.KINDS:
        raise Http404
    fresh = actions.shown(by=request.actor, reporter=reporter, field="copy")
    return copies.as_file(fresh, form)


@require_POST
@with_pass
def correct(request: Request, reporter: Reporter, pass_: str) -> HttpResponse:
    """Correct name or phone."""
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _page(request, reporter, pass_, form)
    try:
        actions.correct(by=request.actor, reporter=reporter, **form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        return _page(request, reporter, pass_, form)
    toasts.say(request, _("改好了。"))
    return redirect("owndata:served", pass_)


@require_POST
@with_pass
def erase(request: Request, reporter: Reporter, pass_: str) -> HttpResponse:
    """Erase what the resident wants gone."""
    try:
        erasure = actions.erase(by=request.actor, reporter=reporter)
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(
            request, _("都删了。") if erasure.done_at else _("称呼和电话删了，其余办完再删。")
        )
    return redirect("owndata:served", pass_)


def _page(
    request: Request, reporter: Reporter, pass_: str, form: ContactForm | None = None
) -> HttpResponse:
    kept = kept_of(reporter)
    context = {
        "kept": kept, "pass": pass_, "why": copies.why(kept), "rating": copies.rating_words(kept),
        "looks": [(seen, copies.looker(seen)) for seen in kept.looks], "now": timezone.now(),
        "form": form or ContactForm(initial={"seen": reporter.erasures.count()}),
    }  # fmt: skip
    return render(request, "owndata/served.html", context, status=422 if form else 200)
