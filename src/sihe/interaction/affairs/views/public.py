"""What everybody reads, without an account: committees, one committee, its leaders, its account, an item, a poster."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sihe.interaction.affairs import papers, reading
from sihe.interaction.affairs.views.keeping import narrowed
from sihe.interaction.affairs.words import heading_words
from sihe.interaction.disclosure import queries
from sihe.interaction.disclosure.models import Publication, PublicationKind, PublicItem, Side
from sihe.kernel.access.requests import Request
from sihe.kernel.facts import About
from sihe.kernel.files.queries import of
from sihe.kernel.journal.revisions import looked_up_once
from sihe.kernel.organisations.models import Organisation
from sihe.teams.posts import queries as posts
from sihe.teams.posts.models import Body

SIZE, ITEMS, PERIODS = 50, 20, 120


@require_GET
def index(request: Request) -> HttpResponse:
    """List the committees that have published anything."""
    return render(request, "affairs/affairs.html", {"rows": queries.committees()[:300]})


@require_GET
def committee(request: Request, organisation: int) -> HttpResponse:
    """Show all that a committee has published, the share of one source by year; `?source=` asks for another."""
    one = _committee(organisation)
    with looked_up_once():
        context = affairs_of(one, reading.source_of(request.GET.get("source", "")))
    return render(request, "affairs/committee.html", context)


def affairs_of(one: Organisation, source: str) -> dict[str, Any]:
    """Return what is public of a committee; the page and the poster show the same."""
    latest = queries.latest(one.pk)
    account = latest.get(PublicationKind.ACCOUNT)
    shown = latest.get(PublicationKind.POSTS)
    sums = None
    if account is not None and account.since and account.until:
        sums = queries.sums_of(one.pk, account.since, account.until)
    chart, shares = reading.trend_chart(one.pk, source, public=True)
    powers = reading.powers(one.pk, public=True)
    items = queries.items_of(one.pk, public=True)[:ITEMS]
    return {
        "organisation": one, "account": account, "posts": shown, "powers_at": latest.get("powers"),
        "sums": sums, **(reading.headings_of(sums) if sums else {}),
        "members": reading.members(one, shown, leaders=False) if shown else [],
        "chart": chart, "shares": shares,
        "source": source, "source_words": heading_words(source), "sources": reading.sources(),
        "powers": powers, "expired": sum(1 for p in powers if p["state"] == "expired"),
        "items": [reading.item_line(item) for item in items],
    }  # fmt: skip


@require_GET
def leaders(request: Request, organisation: int) -> HttpResponse:
    """List group and building leaders by what they stand for, and the buildings without one."""
    one = _committee(organisation)
    published = queries.latest(one.pk).get(PublicationKind.POSTS)
    if published is None:
        raise Http404
    seats = posts.sittings(one, leaders=True, known_by=published.published_at)
    rows = reading.as_published(seats, published)
    asked = request.GET.get("q", "").strip()
    if asked:
        rows = [row for row in rows if asked in f"{row['where']} {row['name']}"]
    without = posts.leaderless(one, seats)
    context = {
        "organisation": one, "page": Paginator(rows, SIZE).get_page(request.GET.get("page")),
        "total": len(rows), "without": without, "group": str(Body.GROUP.label), "asked": asked,
        "published": published,
    }  # fmt: skip
    return render(request, "affairs/leaders.html", context)


@require_GET
def account(request: Request, organisation: int) -> HttpResponse:
    """Show published lines: of a period (`?period=`), a year, a side, a heading."""
    one = _committee(organisation)
    last = queries.last_published(one.pk)
    if last is None:
        raise Http404
    asked = request.GET.get("period", "")
    done = Publication.objects.filter(organisation=one, kind=PublicationKind.ACCOUNT)
    periods = list(done.order_by("-until")[:PERIODS])
    period = next((p for p in periods if str(p.pk) == asked), None)
    rows = narrowed(queries.entries_of(one.pk, public=True), request.GET)
    if period is not None:
        rows = rows.filter(day__gte=period.since, day__lte=period.until)
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    side, heading = request.GET.get("side", ""), request.GET.get("heading", "")
    kept = {Side.INCOME.value: _("收入"), Side.SPENDING.value: _("支出")}
    narrow = [request.GET.get("year", ""), kept.get(side, ""), heading_words(heading)]
    context = {
        "organisation": one, "period": period, "periods": periods, "page": page,
        "total": page.paginator.count,
        "lines": [reading.entry_line(row, last.until) for row in page],
        "sum": rows.aggregate(sum=Sum("amount", default=0))["sum"],
        "narrow": " · ".join(word for word in narrow if word),
    }  # fmt: skip
    return render(request, "affairs/account.html", context)


@require_GET
def item(request: Request, item: int) -> HttpResponse:
    """Show a published item; of one that was taken down only that and why."""
    rows = PublicItem.objects.filter(publication__isnull=False, organisation__active=True)
    found = rows.select_related(
        "organisation", "publication", "corrects", "corrected__publication"
    ).filter(pk=item).first()  # fmt: skip
    if found is None:
        raise Http404
    photos = [] if found.withdrawn_at else of(About("published_item", found.pk))
    with looked_up_once():
        line = reading.item_line(found)
    return render(request, "affairs/item.html", {"item": found, "line": line, "photos": photos})


@require_GET
def poster(request: Request, organisation: int) -> HttpResponse:
    """Give the A4 poster for the notice board."""
    one = _committee(organisation)
    with looked_up_once():
        told = affairs_of(one, reading.source_of(""))
    answer = HttpResponse(papers.poster(told), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="affairs-{one.pk}.pdf"'
    return answer


def _committee(pk: int) -> Organisation:
    found = queries.committees().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
