"""The calendar's page: a year's special days, office hours, and the acts that change them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sihe.engines.terms.count import FIRST_YEAR, LAST_YEAR
from sihe.intelligence.rulebook.forms.calendar import DayForm, HoursForm, YearForm, today_first
from sihe.intelligence.rulebook.queries import look_again, office_hours
from sihe.kernel.access.doors import staff_only, who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.calendar import actions, queries
from sihe.kernel.ui import toasts

EDIT = "calendar.edit"


@require_GET
@staff_only
def page(request: Request) -> HttpResponse:
    """Show a year (`?year=`, default the present one)."""
    return _show(request, _year(request.GET.get("year", "")))


@require_POST
@who_holds(EDIT)
def set_day(request: Request) -> HttpResponse:
    """Set a day by hand."""
    form = DayForm(request.POST)

    def act() -> int:
        given = form.cleaned_data
        actions.set_day(
            by=request.actor, day=given["day"], working=given["working"], name=given["name"],
            source=given["source"],
        )  # fmt: skip
        return int(given["day"].year)

    return _done(request, form, "day_form", act, _("这一天改好了。以后的时限按新日历算。"))


@require_POST
@who_holds(EDIT)
def check_year(request: Request) -> HttpResponse:
    """Note that a year is entered as published."""
    form = YearForm(request.POST)

    def act() -> int:
        given = form.cleaned_data
        actions.check_year(by=request.actor, year=given["year"], source=given["source"])
        look_again()
        return int(given["year"])

    return _done(request, form, "year_form", act, _("已记下：这一年核对过了。"))


@require_POST
@who_holds(EDIT)
def set_hours(request: Request) -> HttpResponse:
    """Set office hours from a day on."""
    form = HoursForm(request.POST)

    def act() -> int:
        since: date = form.cleaned_data["since"]
        actions.set_hours(by=request.actor, since=since, spans=form.spans())
        return since.year

    return _done(request, form, "hours_form", act, _("办公时间改好了。"))


@require_POST
@who_holds(EDIT)
def release_day(request: Request) -> HttpResponse:
    """Take back what was set by hand."""
    try:
        day = parse_date(request.POST.get("day", ""))
    except ValueError:
        day = None
    if day is None:
        raise Http404
    try:
        actions.release_day(by=request.actor, day=day)
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("恢复了，按公布的日历算。"))
    return _back(day.year)


def _done(
    request: Request, form: forms.Form, name: str, act: Callable[[], int], words: str
) -> HttpResponse:
    if form.is_valid():
        try:
            year = act()
        except Refused as refused:
            field = refused.field if refused.field in form.fields else None
            form.add_error(field, said(refused))
        else:
            toasts.say(request, words)
            return _back(year)
    answer = _show(request, _year(request.POST.get("shown", "")), **{name: form})
    answer.status_code = 422
    return answer


def _show(request: Request, year: int, **bound: forms.Form) -> HttpResponse:
    start = {"day": today_first(year, timezone.localdate())}
    may_edit = request.actor.holds(EDIT)
    context: dict[str, Any] = {
        "year": year, "before": max(year - 1, FIRST_YEAR), "after": min(year + 1, LAST_YEAR),
        "days": queries.special_days(year), "known": queries.is_known(year),
        "unknown": queries.unknown_years(), "hours": office_hours(), "may_edit": may_edit,
        "day_form": DayForm(initial=start), "year_form": YearForm(initial={"year": year}),
        "hours_form": HoursForm(initial={"since": start["day"]}),
    }  # fmt: skip
    return render(request, "rulebook/calendar.html", context | bound)


def _year(text: str) -> int:
    asked = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return asked if FIRST_YEAR <= asked <= LAST_YEAR else timezone.localdate().year


def _back(year: int) -> HttpResponse:
    return redirect(f"{reverse('rulebook:calendar')}?year={year}")
