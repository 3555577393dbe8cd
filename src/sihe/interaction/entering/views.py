"""Coming in again: with a code by phone, with a word of one's own; and setting that word."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sihe.interaction.accounts.sessions import (
    asks_too_often,
    come_in,
    note_wrong,
    signed_in,
    too_many,
)
from sihe.interaction.entering import actions
from sihe.interaction.entering.forms import CodeForm, OwnPinForm, PhoneForm, PinForm
from sihe.interaction.entering.sending import send_code, ways
from sihe.interaction.entering.wechat import address_to_ask, is_on, new_state, who_came
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.facts import RESIDENT
from sihe.kernel.people.models import Person
from sihe.kernel.ui import toasts


def code(request: Request) -> HttpResponse:
    """Send a code to a phone, then take it in; nothing tells whether the phone is known."""
    if not ways():
        raise Http404
    if "digits" in request.POST:
        return _take_code(request)
    form = PhoneForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _code(request, form)
    phone = form.cleaned_data["phone"]
    if asks_too_often(request, f"phone {phone}"):
        form.add_error("phone", said(Refused("too_many_tries_here")))
        return _code(request, form, 429)
    send_code.enqueue(actions.new_code(by=RESIDENT, phone=phone).pk)
    return _code(request, CodeForm(initial={"phone": phone}), sent=True)


def pin(request: Request) -> HttpResponse:
    """Let somebody in who knows their word."""
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        what = f"phone {form.cleaned_data['phone']}"
        if too_many(request, what):
            form.add_error(None, said(Refused("too_many_tries_here")))
            return render(request, "entering/pin.html", {"form": form}, status=429)
        try:
            account = actions.open_by_pin(by=RESIDENT, **form.cleaned_data)
        except Refused as refused:
            note_wrong(request, what)
            form.add_error("word", said(refused))
        else:
            come_in(request, account)
            return redirect("accounts:mine")
    return render(request, "entering/pin.html", {"form": form})


@require_POST
@signed_in
def own_pin(request: Request) -> HttpResponse:
    """Set one's own word, or take it away."""
    form, person = OwnPinForm(request.POST), get_object_or_404(Person, pk=request.actor.person)
    try:
        if not form.is_valid():
            raise Refused("pin_short", least=actions.PIN_LEAST)
        word = form.cleaned_data["word"]
        actions.set_pin(by=request.actor, person=person, word=word)
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("口令设好了。") if word else _("口令去掉了。"))
    return redirect("accounts:mine")


def _take_code(request: Request) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code(request, form, sent=True)
    what = f"phone {form.cleaned_data['phone']}"
    if too_many(request, what):
        form.add_error(None, said(Refused("too_many_tries_here")))
        return _code(request, form, 429, sent=True)
    try:
        account = actions.open_by_code(by=RESIDENT, **form.cleaned_data)
    except Refused as refused:
        note_wrong(request, what)
        form.add_error("digits", said(refused))
        return _code(request, form, sent=True)
    come_in(request, account)
    return redirect("accounts:mine")


def _code(request: Request, form: PhoneForm, status: int = 200, sent: bool = False) -> HttpResponse:
    return render(request, "entering/code.html", {"form": form, "sent": sent}, status=status)


def wechat(request: Request) -> HttpResponse:
    """Ask WeChat who somebody is: to come in, or, signed in, to link the two."""
    if not is_on():
        raise Http404
    request.session["wechat"] = state = new_state()
    back = settings.PUBLIC_ADDRESS + reverse("entering:wechat_back")
    return redirect(address_to_ask(back, state))


def wechat_back(request: Request) -> HttpResponse:
    """Take in what WeChat says; an answer that this browser did not ask for is none."""
    if not is_on():
        raise Http404
    state = request.session.pop("wechat", "")
    fits = state and constant_time_compare(state, request.GET.get("state", ""))
    openid = who_came(request.GET.get("code", "")[:200]) if fits else ""
    try:
        if not openid:
            raise Refused("wechat_silent")
        if request.actor.kind == "resident" and request.actor.person is not None:
            person = get_object_or_404(Person, pk=request.actor.person)
            actions.link_wechat(by=request.actor, person=person, openid=openid)
            toasts.say(request, _("微信绑好了。"))
            return redirect("accounts:mine")
        come_in(request, actions.open_by_wechat(by=RESIDENT, openid=openid))
    except Refused as refused:
        toasts.warn(request, said(refused))
        return redirect("accounts:enter")
    return redirect("accounts:mine")


@require_POST
@signed_in
def part_wechat(request: Request) -> HttpResponse:
    """Part WeChat from one's account."""
    person = get_object_or_404(Person, pk=request.actor.person)
    actions.link_wechat(by=request.actor, person=person, openid="")
    toasts.say(request, _("微信解开了。"))
    return redirect("accounts:mine")
