"""The find page: one box for an address, a name, a phone or its last four digits."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from sihe.interaction.finding.actions import count_find
from sihe.interaction.finding.models import FindCount
from sihe.interaction.finding.queries import SEE, Found, find
from sihe.interaction.owndata.queries import organisations_for
from sihe.kernel.access.doors import staff_only, who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may

REASONS = {
    "address": _("楼栋房号"),
    "name": _("姓名"),
    "other_name": _("别的写法"),
    "tail": _("电话尾号"),
    "phone": _("电话"),
}


@require_GET
@who_holds(SEE)
def index(request: Request) -> HttpResponse:
    """Show what `?q=` finds within one's area; the words are kept nowhere, only that one searched."""
    words, found, trouble = request.GET.get("q", "").strip(), Found(), ""
    if words:
        try:
            count_find(by=request.actor)
        except Refused as refused:
            trouble = said(refused)
        else:
            found = find(request.actor, words)
    context = {
        "q": words, "found": found, "trouble": trouble,
        "hits": [(hit, REASONS[hit.reason]) for hit in found.hits],
        "asked": "、".join(str(REASONS[reason]) for reason in found.asked),
    }  # fmt: skip
    response = render(request, "finding/find.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@staff_only
def counts(request: Request) -> HttpResponse:
    """Show those who watch over personal data how often who searched, by day; nobody knows for what."""
    if not may("finding.counts", request.actor):
        raise Http404
    organisations = [pk for pk, _name in organisations_for(request.actor)]
    rows = FindCount.objects.filter(organisation__in=organisations)
    rows = rows.select_related("person", "organisation").order_by("-day", "-number", "pk")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(request, "finding/counts.html", {"page": page, "total": page.paginator.count})
