"""The doors: which homes still have to be spoken to, ticked on the telephone; and the papers for the way."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST, require_safe

from sihe.interaction.bulletins import actions, states
from sihe.interaction.bulletins.models import Bulletin
from sihe.interaction.bulletins.queries import (
    HOME,
    board,
    fitted,
    link,
    note,
    open_doors,
    receipts,
    visible_to,
    words_of,
)
from sihe.interaction.reaching import papers
from sihe.interaction.reaching.doors import doors_of
from sihe.interaction.reaching.views.entering import who_follows
from sihe.interaction.telling import cards
from sihe.kernel.access.doors import who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.facts import About
from sihe.kernel.notices import states as told
from sihe.kernel.notices.models import Message
from sihe.kernel.notices.queries import address
from sihe.kernel.privacy.actions import reveal
from sihe.kernel.ui import toasts

TELL, PAGE = "notices.tell", 50


@require_GET
@who_holds(TELL)
def doors(request: Request, id: int) -> HttpResponse:
    """Show the homes left in one building (`?building=`, else the first with any), and how far each building is."""
    bulletin = _published(request, id)
    lines = board(bulletin, request.actor)
    chosen = _number(request.GET.get("building", ""))
    line = next((one for one in lines if one.building == chosen), None) or next(
        (one for one in lines if one.left), None
    )
    rows = open_doors(bulletin, request.actor).filter(area=line.building if line else None)
    context = {
        "bulletin": bulletin, "lines": lines, "line": line, "doors": doors_of(list(rows.select_related("area"))),
        "left": sum(one.left for one in lines), "total": sum(one.total for one in lines),
        "note": note(bulletin), "may_reveal": request.actor.holds("privacy.reveal"), "now": timezone.now(),
        "early": bulletin.door_at is not None and timezone.now() < bulletin.door_at,
    }  # fmt: skip
    return render(request, "reaching/doors.html", context)


@require_GET
@who_follows
def homes(request: Request, id: int) -> HttpResponse:
    """List the homes behind the figures of the board: `?state=`, `?building=`, `?page=`."""
    bulletin = _published(request, id)
    rows, asked = receipts(bulletin, request.actor), request.GET
    lines = board(bulletin, request.actor)
    if asked.get("state") in told.LABELS:
        rows = rows.filter(state=asked["state"])
    building = _number(asked.get("building", ""))
    if building:
        rows = rows.filter(area=building)
    rows = rows.select_related("area").order_by("area__path", "recipient_id")
    page = Paginator(rows, PAGE).get_page(asked.get("page"))
    names = {line.building: line.name for line in lines}
    context = {
        "bulletin": bulletin, "page": page, "total": page.paginator.count, "now": timezone.now(),
        "rows": [(names.get(d.message.area_id or 0, ""), d) for d in doors_of(list(page))],
        "states": [("", _("全部")), *((code, str(label)) for code, label in told.LABELS.items())],
        "buildings": [("", _("全部")), *((str(line.building), line.name) for line in lines)],
    }  # fmt: skip
    return render(request, "reaching/homes.html", context)


@require_POST
@who_holds(TELL)
def tick(request: Request, id: int, message: int) -> HttpResponse:
    """Tick a home off (`way`) and go back where one was."""
    bulletin = _published(request, id)
    found = get_object_or_404(receipts(bulletin, request.actor), pk=message)
    try:
        kept = actions.tick(
            by=request.actor, bulletin=bulletin, message=found, way=request.POST.get("way", "")
        )
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("记下了：%(state)s。") % {"state": told.LABELS[kept.state]})
    return _back(request, bulletin)


@require_POST
@who_holds(TELL)
def posted(request: Request, id: int) -> HttpResponse:
    """Note that the text was put into the groups."""
    bulletin = _published(request, id)
    building = _number(request.POST.get("building", "")) or None
    count = actions.posted(by=request.actor, bulletin=bulletin, building=building)
    words = ngettext("记下了，%(n)s户已发出。", "记下了，%(n)s户已发出。", count)
    toasts.say(request, words % {"n": count})
    return _back(request, bulletin)


@require_POST
@who_holds(TELL)
def phone(request: Request, id: int, message: int) -> HttpResponse:
    """Show the number of a home; the look is written down with its purpose."""
    bulletin = _published(request, id)
    found = get_object_or_404(receipts(bulletin, request.actor), pk=message)
    try:
        number = reveal(
            by=request.actor, about=About(HOME, found.recipient_id), field="phone", purpose="call_back"
        )  # fmt: skip
    except Refused as refused:
        toasts.warn(request, said(refused))
        return _back(request, bulletin)
    context = {
        "bulletin": bulletin,
        "message": found,
        "number": number,
        "back": _where(request, bulletin),
    }
    answer = render(request, "reaching/phone.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@who_holds(TELL)
def paper(request: Request, id: int, name: str) -> HttpResponse:
    """Print the list to walk with, or the slips for doors; `?building=` for one building."""
    bulletin = _published(request, id)
    rows: QuerySet[Message] = open_doors(bulletin, request.actor)
    building = _number(request.GET.get("building", ""))
    if building:
        rows = rows.filter(area=building)
    makers: dict[str, Any] = {"doors": papers.door_list, "slips": papers.slips}
    if name not in makers:
        raise Http404
    answer = _file(makers[name](bulletin, rows.order_by("area__path", "pk")), "application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{bulletin.code}-{name}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@who_follows
def poster(request: Request, id: int) -> HttpResponse:
    """Print the sheet for the stairwell."""
    return _file(papers.poster(_published(request, id)), "application/pdf")


@require_safe
@who_follows
def card(request: Request, id: int, ending: str) -> HttpResponse:
    """Draw the picture card to forward."""
    bulletin = _published(request, id)
    drawn = cards.Card(
        heading=str(bulletin.organisation), text=fitted(words_of(bulletin)), address=address(link(bulletin)),
        hint=_("扫一扫，看详细"),
    )  # fmt: skip
    if ending == "png" and cards.font_file() is None:
        raise Http404
    if ending == "png":
        return _file(cards.png(drawn), "image/png")
    return _file(cards.svg(drawn), "image/svg+xml")


def _file(content: bytes, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Cache-Control"] = "private, max-age=60"
    return answer


def _published(request: Request, id: int) -> Bulletin:
    return get_object_or_404(visible_to(request.actor).exclude(state=states.DRAFT), pk=id)


def _where(request: Request, bulletin: Bulletin) -> str:
    back = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return back if ours else reverse("reaching:doors", args=[bulletin.pk])


def _back(request: Request, bulletin: Bulletin) -> HttpResponse:
    return redirect(_where(request, bulletin))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
