"""Leaves: plan one, see who is away, come back, find what happened meanwhile."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sihe.kernel.access.doors import staff_only
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may, require
from sihe.kernel.notices.queries import sentence
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.ui import toasts
from sihe.teams.absence import actions
from sihe.teams.absence.forms import DeputyForm, LeaveForm
from sihe.teams.absence.models import Leave, LeaveState
from sihe.teams.absence.queries import came_meanwhile, done_for, leaves_seen
from sihe.teams.absence.seeing import told
from sihe.teams.appointments.queries import EDIT
from sihe.teams.appointments.rules import Post

SIZE = 50


@staff_only
def index(request: Request) -> HttpResponse:
    """Plan a leave; list those one may see."""
    actor = request.actor
    organisation = Organisation.objects.get(pk=actor.organisation or 0)
    others = actor.holds(EDIT)
    form = LeaveForm(organisation, actor.person or 0, others, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_leave(by=actor, organisation=organisation, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        else:
            toasts.say(request, _("排好了，%(who)s会代班。") % {"who": made.deputy.name})
            return redirect("absence:leave", made.pk)
    rows = leaves_seen(actor)
    if request.GET.get("state") == "now":
        rows = rows.filter(ended_at__isnull=True, until__gte=timezone.localdate())
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form, "page": page, "total": page.paginator.count,
        "states": [("", _("全部")), ("now", _("没结束的"))],
    }  # fmt: skip
    return render(request, "absence/list.html", context, status=422 if form.errors else 200)


def _leave(request: Request, pk: int) -> Leave:
    found = leaves_seen(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_GET
@staff_only
def leave(request: Request, pk: int) -> HttpResponse:
    """Show a leave: whose, who stands in, what was done and what came meanwhile."""
    return _show(request, _leave(request, pk))


def _show(request: Request, found: Leave, form: DeputyForm | None = None) -> HttpResponse:
    open_ = found.state in (LeaveState.PLANNED, LeaveState.RUNNING)
    involved = request.actor.person in (found.person_id, found.deputy_id)
    plans = may("leave.plan", request.actor, Post(found.person, found.organisation))
    context: dict[str, Any] = {
        "leave": found, "open": open_, "may_end": open_ and plans, "may_read": involved or plans,
        "form": form or DeputyForm(found.organisation_id, [found.person_id, found.deputy_id]),
        "done": told(done_for(found)) if involved or plans else [],
        "came": [(n, sentence(n)) for n in came_meanwhile(found)]
        if request.actor.person == found.person_id
        else [],
    }  # fmt: skip
    return render(request, "absence/leave.html", context, status=422 if form else 200)


@require_POST
@staff_only
def end(request: Request, pk: int) -> HttpResponse:
    """Be back early, or not go at all."""
    found = _leave(request, pk)
    try:
        actions.end_leave(by=request.actor, leave=found)
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("活儿回到%(who)s手上了。") % {"who": found.person.name})
    return redirect("absence:leave", found.pk)


@require_POST
@staff_only
def change(request: Request, pk: int) -> HttpResponse:
    """Let another colleague stand in for the rest."""
    found = _leave(request, pk)
    form = DeputyForm(found.organisation_id, [found.person_id], request.POST)
    if not form.is_valid():
        return _show(request, found, form)
    try:
        require("leave.plan", request.actor, Post(found.person, found.organisation))
        actions.change_deputy(by=request.actor, leave=found, deputy=form.cleaned_data["deputy"])
    except Refused as refused:
        form.add_error("deputy" if refused.field else None, said(refused))
        return _show(request, found, form)
    toasts.say(request, _("换好了。"))
    return redirect("absence:leave", found.pk)
