"""Who is what for whom: list, give, end, take along."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sihe.engines.tables.writing import csv_lines
from sihe.kernel.access.doors import staff_only, who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.organisations.actions import end_mandate
from sihe.kernel.organisations.models import Mandate
from sihe.kernel.ui import toasts
from sihe.teams.appointments.actions import appoint
from sihe.teams.appointments.forms import EndForm, GiveForm
from sihe.teams.appointments.queries import EDIT, mandates_seen, reached

SIZE = 50


def _rows(request: Request) -> Any:
    asked = request.GET
    text = asked.get("q", "").strip()[:40]
    return mandates_seen(request.actor, text, asked.get("who", ""), asked.get("state", ""))


@require_GET
@staff_only
def index(request: Request) -> HttpResponse:
    """List who is what for whom, as far as one may see it."""
    page = Paginator(_rows(request), SIZE).get_page(request.GET.get("page"))
    bodies = [(str(one.pk), str(one)) for one in reached(request.actor)]
    context = {
        "page": page, "total": page.paginator.count, "may_edit": request.actor.holds(EDIT),
        "organisations": [("", _("全部")), *bodies],
        "states": [("", _("在任")), ("to_come", _("还没开始")), ("over", _("已到期")), ("all", _("全部"))],
    }  # fmt: skip
    return render(request, "appointments/list.html", context)


@require_GET
@staff_only
def export(request: Request) -> HttpResponseBase:
    """Give the filtered list as a table."""
    response = StreamingHttpResponse(
        csv_lines(_table(_rows(request))), content_type="text/csv; charset=utf-8"
    )
    name = f"mandates-{timezone.localdate():%Y%m%d}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _table(rows: Any) -> Iterator[list[str]]:
    yield [_("姓名"), _("单位"), _("职务"), _("角色"), _("管哪里"), _("代谁"), _("从"), _("到")]
    for one in rows.iterator(chunk_size=500):
        absent = one.standing_in_for.person.name if one.standing_in_for else ""
        place = str(one.area or one.compound or "")
        yield [one.person.name, one.organisation.name, one.title, one.role.name, place, absent,
               f"{one.since:%Y-%m-%d}", f"{one.until:%Y-%m-%d}" if one.until else ""]  # fmt: skip


@who_holds(EDIT)
def give(request: Request) -> HttpResponse:
    """Say who is what; a new colleague gets a start password on paper."""
    form = GiveForm(request.actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            mandate, word = appoint(by=request.actor, **form.given())
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        else:
            if word:
                return slip(request, mandate.person.account.username, mandate.person.name, word)
            toasts.say(request, _("%(who)s任职好了。") % {"who": mandate.person.name})
            return redirect("appointments:list")
    return render(
        request, "appointments/give.html", {"form": form}, status=422 if form.errors else 200
    )


def slip(request: Request, username: str, name: str, word: str) -> HttpResponse:
    """Show a start password once, to be written down or printed and handed over."""
    told = {"username": username, "name": name, "word": word, "back": reverse("appointments:list")}
    response = render(request, "appointments/slip.html", told)
    response["Cache-Control"] = "private, no-store"
    return response


@who_holds(EDIT)
def end(request: Request, pk: int) -> HttpResponse:
    """End a mandate with a day."""
    found = mandates_seen(request.actor, state="all").filter(pk=pk).first()
    if found is None or not _may_end(request, found):
        raise Http404
    form = EndForm(request.POST or None, initial={"until": found.until or timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            end_mandate(by=request.actor, mandate=found, until=form.cleaned_data["until"])
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        else:
            toasts.say(request, _("%(who)s的任职改好了。") % {"who": found.person.name})
            return redirect("appointments:list")
    context = {"form": form, "mandate": found}
    return render(request, "appointments/end.html", context, status=422 if form.errors else 200)


def _may_end(request: Request, mandate: Mandate) -> bool:
    return may("mandates.edit", request.actor, mandate.organisation)
