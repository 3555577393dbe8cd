"""Lists of people: residents of one's area, and households that need help."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sihe.interaction.households import actions, exporting
from sihe.interaction.households.forms import PurposeForm
from sihe.interaction.households.passes import HELP_LIST, open_now, opened_at
from sihe.interaction.households.queries.lists import HELP, Filters, helped, residents
from sihe.interaction.households.queries.people import SEE
from sihe.interaction.households.queries.places import buildings_for
from sihe.interaction.households.views.page import posted
from sihe.interaction.households.watermark import stamp
from sihe.interaction.rounds.models import Help
from sihe.interaction.rounds.queries.members import dwelling_label
from sihe.kernel.access.doors import who_holds
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.people.models import ResidenceKind
from sihe.kernel.privacy import masks
from sihe.kernel.privacy.rules import PURPOSES
from sihe.kernel.ui import toasts

SIZE, EXPORT = 50, "households.export"


@require_http_methods(["GET", "POST"])
@who_holds(SEE)
def index(request: Request) -> HttpResponse:
    """List who lives in one's area; posted with a purpose, this one page shows the names."""
    filters = Filters.of(request.GET)
    page = Paginator(residents(request.actor, filters), SIZE).get_page(request.GET.get("page"))
    form = PurposeForm(posted(request))
    full = request.method == "POST" and form.is_valid()
    rows = list(page.object_list)
    if full:
        actions.look_at_people(
            by=request.actor, permission=SEE, field="resident_list", people=[r.person_id for r in rows],
            purpose=form.cleaned_data["purpose"],
        )  # fmt: skip
    context = {
        "page": page, "total": page.paginator.count, "form": form, "full": full,
        "rows": [
            {"name": r.person.name if full else masks.name(r.person.name), "row": r,
             "place": dwelling_label(r.dwelling), "phone": masks.phone(r.person.phone)}
            for r in rows
        ],
        **choices(request, SEE), "may_export": may(EXPORT, request.actor),
        "export_form": PurposeForm(auto_id="export_%s"),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return _private(render(request, "households/residents.html", context, status=status))


def choices(request: Request, permission: str) -> dict[str, Any]:
    """Return what the filters offer."""
    every = ("", _("全部"))
    buildings = buildings_for(request.actor, permission)
    named = [(str(b.pk), f"{b.compound.name if b.compound else ''} {b.name}".strip()) for b in buildings]  # fmt: skip
    return {
        "buildings": [every, *named], "kinds": [every, *ResidenceKind.choices],
        "helps": [every, *Help.choices] if request.actor.holds(HELP) else [],
    }  # fmt: skip


@require_POST
@who_holds(EXPORT)
def export(request: Request) -> HttpResponseBase:
    """Give the filtered list as a file, for a purpose that is written down."""
    form = PurposeForm(request.POST)
    if not form.is_valid():
        return _asked_again(request, "households:residents")
    rows = list(residents(request.actor, Filters.of(request.GET))[: exporting.MOST_ROWS])
    purpose = form.cleaned_data["purpose"]
    _taken(request, EXPORT, "resident_file", [r.person_id for r in rows], purpose)
    return exporting.as_workbook("residents", exporting.resident_lines(rows, _line(request, purpose)))  # fmt: skip


@require_GET
@who_holds(HELP)
def help_list(request: Request) -> HttpResponse:
    """List the households that need help, once it was said what for."""
    opened = opened_at(request, HELP_LIST)
    context: dict[str, Any] = {
        "opened": opened is not None, "form": PurposeForm(), "may_export": may(EXPORT, request.actor),
    }  # fmt: skip
    if opened is not None:
        # whoever was marked after the list was opened has not been written down as looked at
        rows = helped(request.actor, Filters.of(request.GET)).filter(made_at__lte=opened)
        page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
        named = [(dwelling_label(row.dwelling), row) for row in page.object_list]
        context |= {"page": page, "total": page.paginator.count, "rows": named, **choices(request, HELP)}  # fmt: skip
    return _private(render(request, "households/helped.html", context))


@require_POST
@who_holds(HELP)
def open_help_list(request: Request) -> HttpResponse:
    """Open that list for a purpose: a look at everybody who stands on it."""
    form = PurposeForm(request.POST)
    if not form.is_valid():
        return _asked_again(request, "households:help")
    now = timezone.now()
    people = list(helped(request.actor, Filters()).values_list("person", flat=True))
    actions.look_at_people(
        by=request.actor, permission=HELP, field="help_list", people=people,
        purpose=form.cleaned_data["purpose"], at=now,
    )  # fmt: skip
    open_now(request, HELP_LIST, now)
    return redirect("households:help")


@require_POST
@who_holds(HELP)
def export_help(request: Request) -> HttpResponseBase:
    """Give that list as a file, for a purpose that is written down."""
    if not may(EXPORT, request.actor):
        raise Http404
    form = PurposeForm(request.POST)
    if not form.is_valid():
        return _asked_again(request, "households:help")
    rows = list(helped(request.actor, Filters.of(request.GET))[: exporting.MOST_ROWS])
    purpose = form.cleaned_data["purpose"]
    _taken(request, HELP, "help_file", [r.person_id for r in rows], purpose)
    return exporting.as_workbook("help", exporting.help_lines(rows, _line(request, purpose)))


def _taken(request: Request, permission: str, field: str, people: list[int], purpose: str) -> None:
    actions.look_at_people(
        by=request.actor, permission=permission, field=field, people=people, purpose=purpose
    )


def _line(request: Request, purpose: str) -> str:
    return f"{stamp(request)} {PURPOSES[purpose]}"


def _asked_again(request: Request, name: str) -> HttpResponse:
    toasts.warn(request, _("请选为什么要看，选了才能看。"))
    return redirect(name)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
