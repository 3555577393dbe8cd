"""The record of what was done: who, when, what, about which matter; and whether it was tampered with."""

from datetime import datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sihe.intelligence.desks.words import fact_words
from sihe.interaction.matters.queries import tidy, visible_to
from sihe.interaction.timelines.queries import named, told, who
from sihe.kernel.access.doors import who_holds
from sihe.kernel.access.requests import Request
from sihe.kernel.facts import Actor
from sihe.kernel.journal.models import Entry, Head
from sihe.kernel.journal.queries import first_broken
from sihe.kernel.organisations.queries import active_in
from sihe.kernel.ui import toasts

SIZE, MOST_AT_ONCE = 50, 200_000


@who_holds("journal.read")
def index(request: Request) -> HttpResponse:
    """Show the entries of one's own area, the newest first."""
    rows = _filtered(_visible(request.actor), request)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 18:
        rows = rows.filter(seq__lt=int(before))
    entries = list(named(rows.order_by("-seq"))[: SIZE + 1])
    context = {
        "lines": _lines(request.actor, entries[:SIZE]),
        "older": entries[SIZE - 1].seq if len(entries) > SIZE else None,
        "kinds": kinds(),
        "now": timezone.now(),
    }
    return render(request, "desks/journal.html", context)


def kinds() -> list[tuple[str, str]]:
    """Return what the entries can be narrowed to."""
    return [
        ("", _("全部")), ("matters", _("事项")), ("handovers", _("转交")), ("notices", _("告知")),
        ("privacy", _("查看个人信息")), ("responsibilities", _("权责")),
    ]  # fmt: skip


def _visible(actor: Actor) -> QuerySet[Entry]:
    """Return what organisations of the reader's area did, what residents did and what ran by itself."""
    areas = [s.area for s in actor.where("journal.read") if s.area is not None]
    own = {s.organisation for s in actor.where("journal.read")}
    here = own | set(active_in(areas).values_list("pk", flat=True)) if areas else own
    return Entry.objects.filter(Q(organisation_id__in=here) | Q(organisation_id__isnull=True))


def _filtered(rows: QuerySet[Entry], request: Request) -> QuerySet[Entry]:
    kind = request.GET.get("kind", "")
    if kind in dict(kinds()):
        rows = rows.filter(fact__startswith=f"{kind}.") if kind else rows
    code = tidy(request.GET.get("q", ""))[:12]
    if code:
        matter = visible_to(request.actor).filter(code=code).values("pk")
        rows = rows.filter(mentions__kind="matter", mentions__object_id__in=matter)
    day = parse_day(request.GET.get("day", ""))
    if day is not None:
        rows = rows.filter(at__lt=day)
    return rows


def parse_day(text: str) -> datetime | None:
    """Return the end of a day given as 2026-11-25; None for anything else."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day, time.max))


def _lines(actor: Actor, entries: list[Any]) -> list[dict[str, Any]]:
    ids = {id_ for e in entries for kind, id_ in e.about if kind == "matter"}
    codes = dict(visible_to(actor).filter(pk__in=ids).values_list("pk", "code"))
    lines = []
    for entry in entries:
        about = next((codes[i] for kind, i in entry.about if kind == "matter" and i in codes), "")
        entry.words_of_note = (
            ""  # free words may name residents; they stand on the matter's own page
        )
        text = told(entry, "staff").rstrip("：，。 ") or fact_words(entry.fact)
        lines.append(
            {"seq": entry.seq, "at": entry.at, "who": who(entry, "staff") or _("系统"),
             "text": text, "code": about, "digest": entry.digest[:8]}
        )  # fmt: skip
    return lines


@require_POST
@who_holds("journal.read")
def verify(request: Request) -> HttpResponse:
    """Walk the whole chain and say whether it is sound, or which row is the first that is not."""
    count = Head.objects.values_list("seq", flat=True).first() or 0
    if count > MOST_AT_ONCE:
        toasts.warn(request, _("记录太多，请管理员用命令核验：sihe journal verify"))
        return redirect("desks:journal")
    broken = first_broken()
    if broken is None:
        toasts.say(request, _("%(n)s 条记录都接得上，没有改过。") % {"n": count})
    else:
        toasts.warn(request, _("记录有问题：%(why)s。") % {"why": why(broken.why, broken.seq)})
    return redirect("desks:journal")


def why(code: str, seq: int) -> str:
    """Return in words what is wrong with the first broken row."""
    words = {
        "gap": _("少了第 %(seq)s 条"),
        "previous": _("第 %(seq)s 条和前一条接不上"),
        "content": _("第 %(seq)s 条的内容改过"),
        "end": _("末尾少了第 %(seq)s 条起的记录"),
    }
    return words[code] % {"seq": seq}
