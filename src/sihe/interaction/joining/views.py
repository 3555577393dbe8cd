"""Saying where one lives and waiting for a word; and saying whether it is so."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sihe.interaction.accounts.finding import flat_of
from sihe.interaction.accounts.queries import label_of, tidy
from sihe.interaction.accounts.sessions import asks_too_often, come_in, signed_in
from sihe.interaction.joining import actions
from sihe.interaction.joining.forms import JoinForm
from sihe.interaction.joining.models import MembershipRequest
from sihe.interaction.joining.queries import request_for
from sihe.kernel.access.doors import who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.facts import RESIDENT
from sihe.kernel.privacy.crypto import blind_index
from sihe.kernel.ui import toasts


def join(request: Request) -> HttpResponse:
    """Take in where somebody says they live; the answer is the same whoever lives there."""
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = {**form.cleaned_data}
        try:
            dwelling = flat_of(data.pop("where"))
            if asks_too_often(request, f"flat {dwelling.pk}"):
                raise Refused("too_many_tries_here")
            _made, secret = actions.ask(by=RESIDENT, dwelling=dwelling, **data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        else:
            return redirect("joining:waiting", secret)
    return render(request, "joining/join.html", {"form": form})


def waiting(request: Request, secret: str) -> HttpResponse:
    """Show who asked whether somebody has answered, and let them in."""
    rows = MembershipRequest.objects.select_related(
        "dwelling__building__compound", "dwelling__unit"
    )
    found = get_object_or_404(rows, secret=blind_index(tidy(secret)))
    if request.method == "POST":
        try:
            account = actions.open_by_request(by=RESIDENT, secret=tidy(secret))
        except Refused as refused:
            toasts.warn(request, said(refused))
        else:
            come_in(request, account)
            return redirect("accounts:mine")
    context = {"asked": found, "flat": label_of(found.dwelling), "secret": tidy(secret)}
    response = render(request, "joining/waiting.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@signed_in
def answer_own(request: Request, pk: int) -> HttpResponse:
    """Say whether somebody lives in one's own home."""
    return _answered(request, pk, "accounts:mine")


@require_POST
@who_holds("accounts.serve")
def answer(request: Request, pk: int) -> HttpResponse:
    """Say at the desk, or at the door, whether somebody lives where they say."""
    return _answered(request, pk, "accounts:desk")


def _answered(request: Request, pk: int, back: str) -> HttpResponse:
    found = request_for(request.actor, pk)
    if found is None:
        raise Http404
    yes = request.POST.get("choice") == "yes"
    try:
        actions.answer(by=request.actor, request=found, confirmed=yes)
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("确认了，对方可以进来了。") if yes else _("好的，没有确认。"))
    return redirect(back)
