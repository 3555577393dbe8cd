"""What residents read: what is public now, one bulletin, and saying that they know.

The link in a group only counts as opened. A signed-in resident counts for their home. So does the link of a home (on a
slip, in a text message), but only by a POST of the page once it is shown or by its button: programs that look at links
before people do open them too. Who has neither may say which home they are.
"""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sihe.interaction.bulletins import actions, states
from sihe.interaction.bulletins.audience import households_of
from sihe.interaction.bulletins.links import household_of
from sihe.interaction.bulletins.models import Bulletin
from sihe.interaction.bulletins.picking import Picked, home_in, picked
from sihe.interaction.bulletins.previews import looks_ahead
from sihe.interaction.bulletins.queries import (
    about,
    by_code,
    days,
    for_homes,
    in_force,
    note,
    stands,
)
from sihe.kernel.access.counting import address_of, count, counted
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.files.queries import of
from sihe.kernel.notices import states as told
from sihe.kernel.responsibilities.queries import number
from sihe.kernel.ui import toasts

PAGE, HOUR, HOMES = 30, 3600, "bulletins.homes_an_hour"


@require_safe
def index(request: Request) -> HttpResponse:
    """Show what is public now; a signed-in resident finds what concerns their home first."""
    own = households_of(person) if (person := _person(request)) else []
    page = Paginator(in_force(), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "rows": [_row(row) for row in page], "now": timezone.now(),
        "own": [_row(row) for row in for_homes(own)[:PAGE]] if own else [],
    }  # fmt: skip
    return render(request, "bulletins/index.html", context)


@require_safe
def read(request: Request, code: str, key: str = "") -> HttpResponse:
    """Show a bulletin; with the key of a home it only shows, see `seen`."""
    bulletin = _public(code)
    homes = actions.opened(bulletin=bulletin, counts=not key, **_who(request, bulletin, key))
    states_here = stands(bulletin, homes)
    context: dict[str, Any] = {
        "bulletin": bulletin, "key": key, "days": days(bulletin), "note": note(bulletin),
        "withdrawn": bulletin.state == states.WITHDRAWN, "over": _over(bulletin), "now": timezone.now(),
        "photos": of(about(bulletin)), "known": bool(homes), "asks": bulletin.urgent and _holds(bulletin),
        "confirmed": states_here == {told.CONFIRMED},
        "unread": bool(key) and not states_here <= {told.READ, told.CONFIRMED},
        "earlier": list(bulletin.versions.filter(number__lt=bulletin.version).order_by("-number")),
    }  # fmt: skip
    answer = render(request, "bulletins/read.html", context)
    if homes:
        answer["Cache-Control"] = "private, no-store"
        answer["X-Robots-Tag"] = "noindex"
    return answer


@require_POST
def seen(request: Request, code: str, key: str) -> HttpResponse:
    """Note that a home has read a bulletin: sent by the page when it is shown, or by its button."""
    bulletin = _public(code)
    homes: Any = ()
    if not looks_ahead(request):
        homes = actions.seen(bulletin=bulletin, **_who(request, bulletin, key))
    if "shown" in request.POST:
        return HttpResponse(status=204 if homes else 422)
    if homes:
        toasts.say(request, _("记下了，谢谢您。"))
    return redirect("bulletins:read_own", bulletin.code, key)


@require_POST
def confirm(request: Request, code: str, key: str = "") -> HttpResponse:
    """Note that a home knows."""
    bulletin = _public(code)
    who = _who(request, bulletin, key)
    if not any(who.values()):
        return redirect("bulletins:home", bulletin.code)
    try:
        actions.confirm(bulletin=bulletin, household=who["household"], person=who["person"])
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("记下了，谢谢您。"))
    return (
        redirect("bulletins:read_own", bulletin.code, key)
        if key
        else redirect("bulletins:read", bulletin.code)
    )


def home(request: Request, code: str) -> HttpResponse:
    """Let somebody say which home they are, by the list 楼 > 单元 > 门牌."""
    bulletin = _public(code)
    asked = request.POST if request.method == "POST" else request.GET
    choice = picked(bulletin, asked.get("building", ""), asked.get("unit", ""))
    if request.method != "POST":
        return _pick(request, bulletin, choice)
    wrong = ""
    if counted(HOMES, address_of(request), HOUR) >= number(HOMES).value:
        wrong = said(Refused("too_many_homes"))
    else:
        try:
            actions.confirm(
                bulletin=bulletin, household=home_in(bulletin, asked.get("dwelling", "")), way="named"
            )  # fmt: skip
        except Refused as refused:
            wrong = said(refused)
    if wrong:
        return _pick(request, bulletin, choice, wrong)
    count(HOMES, address_of(request), HOUR)
    toasts.say(request, _("记下了，谢谢您。"))
    return redirect("bulletins:read", bulletin.code)


def _pick(request: Request, bulletin: Bulletin, choice: Picked, wrong: str = "") -> HttpResponse:
    context = {"bulletin": bulletin, "choice": choice, "wrong": wrong}
    return render(request, "bulletins/home.html", context, status=422 if wrong else 200)


def _public(code: str) -> Bulletin:
    bulletin = by_code(code)
    if bulletin is None:
        raise Http404
    return bulletin


def _who(request: Request, bulletin: Bulletin, key: str) -> dict[str, int | None]:
    """Return the home of the key, else who is signed in; a key that is wrong is no key."""
    household = household_of(bulletin.pk, key) if key else None
    person = _person(request)
    if household is not None and person is not None and household not in households_of(person):
        person = None
    return {"household": household, "person": person}


def _person(request: Request) -> int | None:
    return request.actor.person if request.actor.kind == "resident" else None


def _holds(bulletin: Bulletin) -> bool:
    return bulletin.state == states.PUBLISHED and not _over(bulletin)


def _over(bulletin: Bulletin) -> bool:
    return bulletin.until is not None and bulletin.until < timezone.localdate()


def _row(bulletin: Bulletin) -> tuple[Bulletin, str, str]:
    return bulletin, days(bulletin), note(bulletin)
