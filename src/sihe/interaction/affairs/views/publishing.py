"""Publishing: the next month or quarter, the posts, the powers; who and when is recorded."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sihe.interaction.affairs import reading
from sihe.interaction.affairs.forms import PublishForm
from sihe.interaction.affairs.views.keeping import blame, organisation_of
from sihe.interaction.disclosure import actions, queries
from sihe.interaction.disclosure.models import Power, Publication, PublicationKind
from sihe.kernel.access.doors import staff_only, who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.ui import toasts

PUBLISH = "disclosure.publish"
LAST = 24


@staff_only
def page(request: Request, organisation: int) -> HttpResponse:
    """Show what waits to be published and what was; publish the account of a period."""
    one = organisation_of(request, organisation)
    periods = queries.periods_open(one.pk)
    first = {"until": periods[0].until.isoformat()} if periods else {}
    form = PublishForm(periods, request.POST or None, initial=first)
    if request.method == "POST":
        if not may(PUBLISH, request.actor, one):
            raise Http404
        if form.is_valid():
            try:
                actions.publish_account(by=request.actor, organisation=one, **form.cleaned_data)
            except Refused as refused:
                blame(form, refused)
            else:
                toasts.say(request, _("公布了，居民现在看得到。"))
                return redirect("affairs:publish", one.pk)
    shown = [(p, reading.headings_of(p.sums)) for p in queries.previews(one.pk, periods)]
    late = queries.late_of(periods)
    context = _context(request, one) | {"form": form, "periods": shown, "late": late}
    return render(request, "affairs/publish.html", context, status=422 if form.errors else 200)


def _context(request: Request, one: Organisation) -> dict[str, Any]:
    done = Publication.objects.filter(organisation=one).select_related("published_by", "item")
    rows = list(done.order_by("-published_at", "-pk")[:LAST])
    ended = Q(ended_on__isnull=False, end_publication__isnull=True)
    waiting = Power.objects.filter(Q(publication__isnull=True) | ended, organisation=one)
    return {
        "organisation": one, "may_publish": may(PUBLISH, request.actor, one), "done": rows,
        "posts_at": next((p for p in rows if p.kind == PublicationKind.POSTS), None),
        "waiting": waiting.count(),
    }  # fmt: skip


@require_POST
@who_holds(PUBLISH)
def posts(request: Request, organisation: int) -> HttpResponse:
    """Publish members, posts and vacancies as they stand."""
    return _publish(request, organisation, actions.publish_posts)


@require_POST
@who_holds(PUBLISH)
def powers(request: Request, organisation: int) -> HttpResponse:
    """Publish the powers that are not published yet."""
    return _publish(request, organisation, actions.publish_powers)


def _publish(request: Request, organisation: int, act: Callable[..., Any]) -> HttpResponse:
    one = organisation_of(request, organisation)
    if not may(PUBLISH, request.actor, one):
        raise Http404
    try:
        act(by=request.actor, organisation=one)
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("公布了，居民现在看得到。"))
    return redirect("affairs:publish", one.pk)
