"""Who looked at residents' data, when and what for: for those who watch over it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sihe.interaction.matters.models import Reporter
from sihe.interaction.matters.queries import visible_to
from sihe.interaction.owndata.queries import (
    field_words,
    looks_for,
    organisations_for,
    purpose_words,
)
from sihe.interaction.timelines.queries import named, who
from sihe.kernel.access.doors import staff_only
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.journal.models import Entry
from sihe.kernel.privacy.rules import PURPOSES

SIZE = 50


@require_GET
@staff_only
def index(request: Request) -> HttpResponse:
    """List looks, the newest first; `?from=`, `?until=` days, `?who=` organisation, `?purpose=`."""
    if not may("owndata.looks", request.actor):
        raise Http404
    organisations = organisations_for(request.actor)
    rows = _narrowed(looks_for(request.actor), request, {pk for pk, _name in organisations})
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page, "lines": _lines(request, list(named(rows)[page.start_index() - 1:page.end_index()])
                                      if page.paginator.count else []),
        "total": page.paginator.count, "now": timezone.now(),
        "organisations": [("", _("全部")), *((str(pk), name) for pk, name in organisations)],
        "purposes": [("", _("全部")), *((code, str(said)) for code, said in PURPOSES.items())],
    }  # fmt: skip
    return render(request, "owndata/looks.html", context)


def _narrowed(rows: QuerySet[Entry], request: Request, known: set[int]) -> QuerySet[Entry]:
    asked = request.GET
    since, until = _day(asked.get("from", "")), _day(asked.get("until", ""))
    if since is not None:
        rows = rows.filter(at__gte=_start(since))
    if until is not None:
        rows = rows.filter(at__lt=_start(until + timedelta(days=1)))
    chosen = asked.get("who", "")
    if chosen.isascii() and chosen.isdigit() and len(chosen) < 18 and int(chosen) in known:
        rows = rows.filter(organisation_id=int(chosen))
    if asked.get("purpose") in PURPOSES:
        rows = rows.filter(payload__purpose=asked["purpose"])
    return rows


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day is not None and 1970 <= day.year <= 2199 else None


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _lines(request: Request, entries: list[Any]) -> list[dict[str, Any]]:
    reporters = {id_ for e in entries for kind, id_ in e.about if kind == "reporter"}
    matters = visible_to(request.actor).values("pk")
    rows = Reporter.objects.filter(pk__in=reporters, matter__in=matters)
    codes = dict(rows.values_list("pk", "matter__code"))
    return [
        {
            "at": entry.at, "who": who(entry, "staff"), "field": field_words(entry.payload["field"]),
            "purpose": purpose_words(entry.payload["purpose"]),
            "code": next((codes[i] for kind, i in entry.about if kind == "reporter" and i in codes), ""),
        }
        for entry in entries
    ]  # fmt: skip
