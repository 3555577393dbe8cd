"""What the page shell shows on every page: the rail of the person's own work, and how many notices are unread."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sihe.intelligence.desks.features import HEADINGS, RAIL_MOST, features_of
from sihe.kernel.facts import Actor
from sihe.kernel.notices.queries import unread
from sihe.kernel.ui.rail import Entry, Rail


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the page shell; the rail is built when a page shows it, by one query."""
    return {
        "demo": settings.DEMO,
        "rail": lambda: rail_of(request),
        "find": lambda: find_of(request),
    }


def find_of(request: HttpRequest) -> str:
    """Return the address that the find box asks; none for who may see nobody."""
    actor: Actor = getattr(request, "actor", Actor(kind="resident"))
    return reverse("finding:find") if actor.holds("people.see") else ""


def rail_of(request: HttpRequest) -> Rail:
    """Return the rail of who looks, marked where one is; built once a request."""
    kept: Rail | None = getattr(request, "shell_rail", None)
    if kept is None:
        actor: Actor = getattr(request, "actor", Actor(kind="resident"))
        kept = (
            staff_rail(actor, request.path) if actor.kind == "staff" else guest_rail(request.path)
        )
        request.__dict__["shell_rail"] = kept
    return kept


def staff_rail(actor: Actor, path: str) -> Rail:
    """Return a member of staff's rail: own work first, then the headings that have something."""
    seen = features_of(actor)
    own = sorted((f for f in seen if f[0].own and f[0].own_rule(actor)), key=lambda f: f[0].own)
    count = unread(actor.person or 0)
    entries = [
        Entry(str(feature.label), url, feature.icon, _notices(feature.url, count), _here(path, url))
        for feature, url in own
    ]
    used = {feature.heading for feature, _url in seen if feature.heading}
    every = reverse("desks:all")
    headings = [
        Entry(str(name), f"{every}#{key}", key)
        for key, name in HEADINGS.items()
        if key in used and key != "settings"
    ]
    journal = next((url for feature, url in seen if feature.url == "desks:journal"), "")
    settings_page = Entry(_("设置"), f"{every}#settings", "settings")
    me = reverse("desks:me")
    return Rail(
        own=entries[:RAIL_MOST],
        all=headings,
        journal=Entry(_("操作记录"), journal, "journal", on=_here(path, journal))
        if journal
        else None,
        settings=settings_page if "settings" in used else None,
        mine=Entry(_("我的"), me, "person", on=_here(path, me)),
    )


def guest_rail(path: str) -> Rail:
    """Return the rail of somebody who has not signed in: what residents do, and the way in for staff."""
    login = Entry(_("工作人员登录"), reverse("account_login"), "person")
    start = Entry(
        _("开始"), reverse("desks:start"), "interaction", on=path == reverse("desks:start")
    )
    doors = ((_("上报问题"), "/report/", "matter"), (_("查进度"), "/follow/", "search"))
    return Rail(own=[start, *(Entry(*door) for door in doors)], mine=login)


def _notices(url_name: str, count: int) -> int | None:
    return count if url_name.startswith("notices:") and count and "tell" not in url_name else None


def _here(path: str, url: str) -> bool:
    return bool(url) and path.startswith(url)
