"""What one does with posts: open, change, close; fill a seat, go on, leave."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sihe.kernel.access.doors import who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.ui import toasts
from sihe.teams.posts import actions
from sihe.teams.posts.models import Body, Holding, Post, Seat, SubCommittee
from sihe.teams.register.forms import (
    ChangeForm,
    FillForm,
    LeadersForm,
    LeaveForm,
    PartForm,
    PostForm,
    TermForm,
    VacancyForm,
)
from sihe.teams.register.views.pages import organisation_of, show_post

EDIT = "posts.edit"
Act = Callable[[], Any]


@who_holds(EDIT)
def new(request: Request, organisation: int) -> HttpResponse:
    """Open a post."""
    one = _editable(request, organisation_of(request, organisation))
    start = {"since": timezone.localdate(), "body": request.GET.get("body") or Body.COMMITTEE}
    form = PostForm(one, request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            post = actions.open_post(by=request.actor, organisation=one, **form.given())
        except Refused as refused:
            _blame(form, refused)
        else:
            toasts.say(request, _("岗位设好了，还没有人。"))
            return redirect("register:post", post.pk)
    context = {"organisation": one, "form": form}
    return render(request, "register/new.html", context, status=422 if form.errors else 200)


@require_POST
@who_holds(EDIT)
def new_part(request: Request, organisation: int) -> HttpResponse:
    """Set up a sub-committee."""
    one = _editable(request, organisation_of(request, organisation))
    form = PartForm(request.POST)
    if not form.is_valid():
        toasts.warn(request, _first(form))
    else:
        name = form.cleaned_data["name"]
        _try(
            request,
            lambda: actions.open_part(by=request.actor, organisation=one, name=name),
            _("设好了。"),
        )
    return redirect("register:overview", one.pk)


@require_POST
@who_holds(EDIT)
def end_part(request: Request, part: int) -> HttpResponse:
    """End a sub-committee."""
    rows = SubCommittee.objects.select_related("organisation").filter(until__isnull=True)
    found = rows.filter(pk=part).first()
    if found is None:
        raise Http404
    _editable(request, found.organisation)
    _try(request, lambda: actions.end_part(by=request.actor, part=found), _("撤了。"))
    return redirect("register:overview", found.organisation_id)


@require_POST
@who_holds(EDIT)
def open_leaders(request: Request, organisation: int) -> HttpResponse:
    """Open a leader's post for each building that has none."""
    one = _editable(request, organisation_of(request, organisation))
    form = LeadersForm(request.POST)
    if not form.is_valid():
        toasts.warn(request, _first(form))
        return redirect("register:leaders", one.pk)
    try:
        made = actions.open_leader_posts(by=request.actor, organisation=one, **form.cleaned_data)
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("设了%(n)s个岗位。") % {"n": made})
    return redirect("register:leaders", one.pk)


@require_POST
@who_holds(EDIT)
def change(request: Request, post: int) -> HttpResponse:
    """Rename a post or change the number of its seats."""
    found = _post(request, post)
    form = ChangeForm(request.POST, auto_id="change_%s")
    return _judged(request, found, form, ("change", found.pk), lambda: actions.change_post(
        by=request.actor, post=found, **form.cleaned_data
    ))  # fmt: skip


@require_POST
@who_holds(EDIT)
def close(request: Request, post: int) -> HttpResponse:
    """Close a post that nobody holds."""
    found = _post(request, post)
    if _try(request, lambda: actions.close_post(by=request.actor, post=found), _("撤了。")):
        return redirect("register:overview", found.organisation_id)
    return redirect("register:post", found.pk)


@require_POST
@who_holds(EDIT)
def fill(request: Request, seat: int) -> HttpResponse:
    """Give a vacant seat to a person."""
    found = _seat(request, seat)
    form = FillForm(found.post.organisation, request.POST, auto_id=f"seat{seat}_%s")
    return _judged(request, found.post, form, ("fill", seat), lambda: actions.fill_seat(
        by=request.actor, seat=found, given=form.named(), chosen=form.chosen()
    ))  # fmt: skip


@require_POST
@who_holds(EDIT)
def vacancy(request: Request, seat: int) -> HttpResponse:
    """Say why a seat is vacant."""
    found = _seat(request, seat)
    form = VacancyForm(request.POST, auto_id=f"why{seat}_%s")
    return _judged(request, found.post, form, ("vacancy_form", seat), lambda: actions.explain_vacancy(
        by=request.actor, seat=found, **form.cleaned_data
    ))  # fmt: skip


@require_POST
@who_holds(EDIT)
def renew(request: Request, holding: int) -> HttpResponse:
    """Let somebody go on after an election."""
    found = _holding(request, holding)
    form = TermForm(request.POST, auto_id=f"renew{holding}_%s")
    return _judged(request, found.seat.post, form, ("renew", holding), lambda: actions.renew(
        by=request.actor, holding=found, chosen=form.chosen()
    ))  # fmt: skip


@require_POST
@who_holds(EDIT)
def leave(request: Request, holding: int) -> HttpResponse:
    """Record that somebody left."""
    found = _holding(request, holding)
    form = LeaveForm(request.POST, auto_id=f"leave{holding}_%s")
    return _judged(request, found.seat.post, form, ("leave", holding), lambda: actions.end_holding(
        by=request.actor, holding=found, **form.cleaned_data
    ))  # fmt: skip


def _judged(
    request: Request, post: Post, form: forms.Form, at: tuple[str, int], act: Act
) -> HttpResponse:
    """Do it and go back to the post, or show the post with what is wrong beside the field."""
    if form.is_valid():
        try:
            act()
        except Refused as refused:
            _blame(form, refused)
        else:
            toasts.say(request, _("记下了。"))
            return redirect("register:post", post.pk)
    return show_post(request, post, form=form, at=at)


def _try(request: Request, act: Act, done: str) -> bool:
    try:
        act()
    except Refused as refused:
        toasts.warn(request, said(refused))
        return False
    toasts.say(request, done)
    return True


def _blame(form: forms.Form, refused: Refused) -> None:
    form.add_error(refused.field if refused.field in form.fields else None, said(refused))


def _first(form: forms.Form) -> str:
    return str(next(iter(form.errors.values()))[0])


def _editable(request: Request, organisation: Organisation) -> Organisation:
    if not may(EDIT, request.actor, organisation):
        raise Http404
    return organisation


def _post(request: Request, pk: int) -> Post:
    found = Post.objects.select_related("organisation", "part").filter(pk=pk).first()
    if found is None:
        raise Http404
    _editable(request, found.organisation)
    return found


def _seat(request: Request, pk: int) -> Seat:
    found = Seat.objects.select_related("post__organisation", "post__part").filter(pk=pk).first()
    if found is None:
        raise Http404
    _editable(request, found.post.organisation)
    return found


def _holding(request: Request, pk: int) -> Holding:
    rows = Holding.objects.select_related("seat__post__organisation", "seat__post__part")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    _editable(request, found.seat.post.organisation)
    return found
