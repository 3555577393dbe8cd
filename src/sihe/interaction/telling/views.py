"""Pages of notices: one's own, and the residents who are still to be told."""

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from sihe.interaction.telling import cards, listing
from sihe.interaction.telling.actions import set_quiet_hours
from sihe.interaction.telling.forms import QuietForm
from sihe.interaction.telling.queries import quiet_hours
from sihe.kernel.access.doors import staff_only, who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.facts import About
from sihe.kernel.notices import actions, queries, states
from sihe.kernel.notices.models import Message, Notice
from sihe.kernel.privacy.actions import reveal
from sihe.kernel.ui import toasts

PAGE = 50
TELL = "notices.tell"


@require_GET
@staff_only
def mine(request: Request) -> HttpResponse:
    """Show one's notices, unread ones first; `?state=unread|read` narrows, `?page=` turns."""
    person = request.actor.person
    rows = queries.notices(person)
    if request.GET.get("state") in ("unread", "read"):
        rows = rows.filter(read_at__isnull=request.GET["state"] == "unread")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "page": page, "rows": [(notice, queries.sentence(notice)) for notice in page],
        "total": page.paginator.count, "unread": queries.unread(person),
        "choices": [("", _("全部")), ("unread", _("没看的")), ("read", _("看过的"))],
    }  # fmt: skip
    return render(request, "telling/mine.html", context)


@require_POST
@staff_only
def read_all(request: Request) -> HttpResponse:
    """Mark all of one's notices read."""
    actions.read_notices(by=request.actor)
    toasts.say(request, _("都标成看过了。"))
    return redirect("notices:mine")


@require_POST
@staff_only
def follow(request: Request, id: int) -> HttpResponse:
    """Mark one notice read and go where it leads."""
    notice = get_object_or_404(Notice, pk=id, person=request.actor.person)
    actions.read_notices(by=request.actor, notices=[notice.pk])
    return redirect(notice.url if _is_ours(request, notice.url) else reverse("notices:mine"))


@staff_only
def quiet(request: Request) -> HttpResponse:
    """Show one's own quiet hours and change them, or go back to those of the house."""
    now = quiet_hours(request.actor.person)
    form = QuietForm(now, request.POST or None)
    house = request.POST.get("house") == "1"
    if request.method == "POST" and (house or form.is_valid()):
        given = {"begins": None, "ends": None} if house else form.cleaned_data
        try:
            set_quiet_hours(by=request.actor, **given)
        except Refused as refused:
            form.add_error("begins", said(refused))
        else:
            toasts.say(request, _("存好了。"))
            return redirect("notices:quiet")
    context = {"form": form, "now": now}
    status = 422 if form.errors else 200
    return render(request, "telling/quiet.html", context, status=status)


@require_GET
@who_holds(TELL)
def to_tell(request: Request) -> HttpResponse:
    """Show who has neither read nor been told, by building; prints as a list to walk with."""
    rows = queries.to_be_told(request.actor).exclude(about_kind__in=sorted(listing.elsewhere))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    people = listing.to_tell(list(page))
    groups = [(place, list(members)) for place, members in groupby(people, key=lambda p: p.place)]
    context = {
        "page": page, "groups": groups, "total": page.paginator.count,
        "may_reveal": request.actor.holds("privacy.reveal"), "lists": listing.elsewhere.items(),
    }  # fmt: skip
    return render(request, "telling/to_tell.html", context)


@require_POST
@who_holds(TELL)
def mark(request: Request, id: int) -> HttpResponse:
    """Tick a message off (`way`) and go back where one was."""
    _visible(request, id)
    try:
        message = actions.mark(by=request.actor, message=id, way=request.POST.get("way", ""))
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("记下了：%(state)s。") % {"state": states.LABELS[message.state]})
    back = request.POST.get("back", "")
    return redirect(back if _is_ours(request, back) else reverse("notices:to_tell"))


@require_POST
@who_holds(TELL)
def phone(request: Request, id: int) -> HttpResponse:
    """Show the number of who is to be called; the look is written down with its purpose."""
    message = _visible(request, id)
    who = About(message.recipient_kind, message.recipient_id)
    try:
        number = reveal(by=request.actor, about=who, field="phone", purpose="call_back")
    except Refused as refused:
        toasts.warn(request, said(refused))
        return redirect("notices:to_tell")
    context = {
        "message": message, "number": number, "words": states.WAY_LABELS["phone"],
        "back": reverse("notices:to_tell"),
    }  # fmt: skip
    answer = render(request, "telling/phone.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_GET
@who_holds(TELL)
def forward(request: Request, id: int) -> HttpResponse:
    """Show the ways to pass a message on: a text to copy, a picture card."""
    message = _visible(request, id)
    context = {
        "message": message, "text": queries.group_text(message), "ways": states.WAY_LABELS,
        "state": states.LABELS[message.state], "tone": states.TONES[message.state],
        "ending": "png" if cards.font_file() else "svg",
    }  # fmt: skip
    return render(request, "telling/forward.html", context)


@require_safe
@who_holds(TELL)
def card(request: Request, id: int, ending: str) -> HttpResponse:
    """Draw the picture card of a message, as PNG where the product's font is there, or as SVG."""
    message = _visible(request, id)
    drawn = cards.Card(
        heading=str(message.organisation), text=message.text,
        address=queries.address(message.link), hint=_("扫一扫，看进展"),
    )  # fmt: skip
    if ending == "png" and cards.font_file() is None:
        raise Http404
    content = cards.png(drawn) if ending == "png" else cards.svg(drawn)
    kind = "image/png" if ending == "png" else "image/svg+xml"
    answer = HttpResponse(content, content_type=kind)
    answer["Cache-Control"] = "private, max-age=300"
    return answer


def _visible(request: Request, id: int) -> Message:
    rows = queries.visible_to(request.actor).select_related("organisation", "area")
    return get_object_or_404(rows, pk=id)


def _is_ours(request: Request, url: str) -> bool:
    return url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()})
