"""Writing: a draft, and what becomes of it."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sihe.interaction.bulletins import actions, states
from sihe.interaction.bulletins.audience import Audience
from sihe.interaction.bulletins.models import Bulletin
from sihe.interaction.bulletins.queries import about, visible_to
from sihe.interaction.reaching.choices import unit_words
from sihe.interaction.reaching.forms import (
    BulletinForm,
    CorrectForm,
    WithdrawForm,
    first_values,
    refused,
)
from sihe.interaction.reaching.views.desk import shown
from sihe.kernel.access.doors import who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.files.queries import of
from sihe.kernel.ui import toasts

WRITE, PUBLISH = "bulletins.write", "bulletins.publish"


@who_holds(WRITE)
def write(request: Request, id: int | None = None) -> HttpResponse:
    """Write a new bulletin or go on with a draft; what is kept is a draft until it is published."""
    bulletin = get_object_or_404(_own(request), pk=id, state=states.DRAFT) if id else None
    if request.method == "POST":
        form = BulletinForm(request.actor, request.POST, request.FILES)
        if form.is_valid():
            try:
                token: UUID = bulletin.token if bulletin else form.cleaned_data["token"]
                kept = actions.draft(by=request.actor, token=token, given=form.given())
            except Refused as refusal:
                refused(form, refusal)
            else:
                toasts.say(request, _("存好了，看一看再发布。"))
                return redirect("reaching:detail", kept.pk)
    else:
        units = unit_words(Audience.of(bulletin.audience)) if bulletin else ""
        form = BulletinForm(request.actor, initial=first_values(bulletin, uuid4(), units))
    context = {
        "form": form, "bulletin": bulletin, "photos": of(about(bulletin)) if bulletin else [],
    }  # fmt: skip
    return render(request, "reaching/write.html", context, status=422 if form.errors else 200)


@require_POST
@who_holds(WRITE)
def discard(request: Request, id: int) -> HttpResponse:
    """Throw a draft away."""
    bulletin = get_object_or_404(_own(request), pk=id)
    try:
        actions.discard(by=request.actor, bulletin=bulletin)
    except Refused as refusal:
        toasts.warn(request, said(refusal))
        return redirect("reaching:detail", id)
    toasts.say(request, _("草稿删了。"))
    return redirect("reaching:list")


@require_POST
@who_holds(PUBLISH)
def publish(request: Request, id: int) -> HttpResponse:
    """Publish a draft."""
    bulletin = get_object_or_404(_own(request), pk=id)
    try:
        kept = actions.publish(by=request.actor, bulletin=bulletin)
    except Refused as refusal:
        toasts.warn(request, said(refusal))
    else:
        count = sum(kept.reaches.values_list("households", flat=True))
        words = ngettext("发布了，发给%(n)s户。", "发布了，发给%(n)s户。", count)
        toasts.say(request, words % {"n": count})
    return redirect("reaching:detail", id)


@require_POST
@who_holds(PUBLISH)
def correct(request: Request, id: int) -> HttpResponse:
    """Give a bulletin a new text."""
    form = CorrectForm(request.POST, auto_id="correct_%s")

    def act(bulletin: Bulletin) -> None:
        actions.correct(by=request.actor, bulletin=bulletin, **form.cleaned_data)

    return _done(request, id, form, "correct_form", act, _("更正了，看过旧文的都会再告知。"))


@require_POST
@who_holds(PUBLISH)
def withdraw(request: Request, id: int) -> HttpResponse:
    """Withdraw a bulletin."""
    form = WithdrawForm(request.POST, auto_id="withdraw_%s")

    def act(bulletin: Bulletin) -> None:
        actions.withdraw(by=request.actor, bulletin=bulletin, **form.cleaned_data)

    return _done(request, id, form, "withdraw_form", act, _("撤回了，看过的都会再告知。"))


def _done(
    request: Request, id: int, form: forms.Form, name: str, act: Callable[[Bulletin], None], words: str
) -> HttpResponse:  # fmt: skip
    bulletin = get_object_or_404(_own(request).exclude(state=states.DRAFT), pk=id)
    if form.is_valid():
        try:
            act(bulletin)
        except Refused as refusal:
            refused(form, refusal)
        else:
            toasts.say(request, words)
            return redirect("reaching:detail", id)
    return shown(request, bulletin, **{name: form})


def _own(request: Request) -> QuerySet[Bulletin]:
    return visible_to(request.actor).filter(organisation=request.actor.organisation)
