"""The desk: the list of bulletins, one bulletin with its reach, and its table to take along."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sihe.engines.figures import Chart, Series
from sihe.engines.tables.writing import csv_lines
from sihe.interaction.bulletins import states
from sihe.interaction.bulletins.audience import Audience, BuildingReach, ground, named, reached
from sihe.interaction.bulletins.models import Bulletin
from sihe.interaction.bulletins.queries import (
    Line,
    about,
    board,
    days,
    group_text,
    in_all,
    note,
    visible_to,
)
from sihe.interaction.reaching import hints
from sihe.interaction.reaching.choices import described
from sihe.interaction.reaching.forms import CorrectForm, WithdrawForm
from sihe.interaction.reaching.views.entering import who_follows
from sihe.interaction.telling import cards
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.files.queries import of
from sihe.kernel.notices import states as told
from sihe.kernel.ui.words import local

PAGE, DRAWN = 50, 30


@require_GET
@who_follows
def index(request: Request) -> HttpResponse:
    """List the bulletins that one may see; `?q=`, `?state=`, `?urgent=`, `?page=`."""
    page = Paginator(_asked(request), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "total": page.paginator.count, "now": timezone.now(),
        "rows": [(row, states.LABELS[row.state], states.TONES[row.state], days(row)) for row in page],
        "states": [("", _("全部")), *((code, str(label)) for code, label in states.LABELS.items())],
        "urgency": [("", _("全部")), ("1", _("只看紧急的"))], "may_write": request.actor.holds("bulletins.write"),
    }  # fmt: skip
    return render(request, "reaching/list.html", context)


@require_GET
@who_follows
def export(request: Request) -> HttpResponseBase:
    """Give the filtered list with its figures as a table; nothing about residents is in it."""
    answer = StreamingHttpResponse(
        csv_lines(_table(_asked(request))), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="bulletins-{timezone.localdate():%Y%m%d}.csv"'
    )
    return answer


def _asked(request: Request) -> QuerySet[Bulletin]:
    rows, asked = visible_to(request.actor), request.GET
    words = asked.get("q", "").strip()[:40]
    if words:
        rows = rows.filter(
            Q(title__icontains=words) | Q(text__icontains=words) | Q(code__iexact=words)
        )
    if asked.get("state") in states.LABELS:
        rows = rows.filter(state=asked["state"])
    if asked.get("urgent") == "1":
        rows = rows.filter(urgent=True)
    return rows.order_by("-created_at", "-pk")


def _table(rows: QuerySet[Bulletin]) -> Iterator[list[str]]:
    yield [
        _("编号"),
        _("标题"),
        _("谁发的"),
        _("状态"),
        _("紧急"),
        _("发布时间"),
        _("有效期"),
        _("户数"),
        _("还没知道"),
        _("打开次数"),
    ]
    for row in rows.iterator(chunk_size=200):
        lines = board(row) if row.state != states.DRAFT else []
        published = local(row.published_at).strftime("%Y-%m-%d %H:%M") if row.published_at else ""
        yield [
            row.code, row.title, str(row.organisation), str(states.LABELS[row.state]), _("是") if row.urgent else "",
            published, days(row), str(sum(n.total for n in lines)),
            str(sum(n.left for n in lines)), str(row.views),
        ]  # fmt: skip


@require_GET
@who_follows
def detail(request: Request, id: int) -> HttpResponse:
    """Show one bulletin: a draft with whom it would reach, a published one with whom it has reached."""
    return shown(request, get_object_or_404(visible_to(request.actor), pk=id))


def shown(request: Request, bulletin: Bulletin, **more: Any) -> HttpResponse:
    """Show one bulletin, with forms that were not right."""
    status = 422 if more else 200
    context: dict[str, Any] = {
        "bulletin": bulletin, "state": states.LABELS[bulletin.state], "tone": states.TONES[bulletin.state],
        "days": days(bulletin), "note": note(bulletin), "photos": of(about(bulletin)),
        "audience": described(Audience.of(bulletin.audience)), "group_text": group_text(bulletin),
        "may_write": may("bulletins.write", request.actor, bulletin), "now": timezone.now(),
        "may_publish": may("bulletins.publish", request.actor, bulletin),
    }  # fmt: skip
    if bulletin.state == states.DRAFT:
        return render(
            request,
            "reaching/draft.html",
            context | _preview(request, bulletin) | more,
            status=status,
        )
    return render(
        request, "reaching/board.html", context | _reach(request, bulletin) | more, status=status
    )


def _preview(request: Request, bulletin: Bulletin) -> dict[str, Any]:
    """Return whom a draft would reach now, and what of its words may be hard to read."""
    permission = (
        "bulletins.publish" if request.actor.holds("bulletins.publish") else "bulletins.write"
    )
    where = ground(request.actor, permission)
    rows = reached(Audience.of(bulletin.audience), where)
    names, whole = (
        named(row.building for row in rows),
        f"{bulletin.title}\n{bulletin.text}\n{bulletin.group}",
    )
    return {
        "rows": [(names[row.building], row) for row in rows], "sum": _sum(rows),
        "words": hints.unwelcome(whole), "long": hints.too_long(whole),
    }  # fmt: skip


def _sum(rows: list[BuildingReach]) -> dict[str, int]:
    return {
        "households": sum(r.households for r in rows), "people": sum(r.people for r in rows),
        "offline": sum(r.offline for r in rows), "buildings": len(rows),
    }  # fmt: skip


def _reach(request: Request, bulletin: Bulletin) -> dict[str, Any]:
    lines = board(bulletin, request.actor)
    homes = reverse("reaching:homes", args=[bulletin.pk])
    figures = [
        (told.LABELS[state], n, f"{homes}?state={state}") for state, n in in_all(lines).items() if n
    ]
    return {
        "lines": lines, "figures": figures, "total": sum(line.total for line in lines),
        "left": sum(line.left for line in lines), "offline": sum(r.offline for r in bulletin.reaches.all()),
        "chart": _chart(bulletin, lines), "versions": list(bulletin.versions.order_by("-number")),
        "may_tell": request.actor.holds("notices.tell"), "ending": "png" if cards.font_file() else "svg",
        "correct_form": CorrectForm(initial={"title": bulletin.title, "text": bulletin.text}, auto_id="correct_%s"),
        "withdraw_form": WithdrawForm(auto_id="withdraw_%s"),
    }  # fmt: skip


def _chart(bulletin: Bulletin, lines: list[Line]) -> Chart:
    """Draw the buildings with the most homes left first, since these are walked to first."""
    first = sorted(lines, key=lambda line: -line.left)[:DRAWN]
    doors = reverse("reaching:doors", args=[bulletin.pk])
    return Chart(
        labels=[line.name for line in first], unit=_("户"), kind="stacked", head=_("楼栋"),
        series=[
            Series(_("知道了"), [line.known for line in first]), Series(_("还没知道"), [line.left for line in first]),
        ],
        links=[f"{doors}?building={line.building}" for line in first],
    )  # fmt: skip
