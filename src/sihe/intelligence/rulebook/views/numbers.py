"""The page of the numbers that rules need; who may, gives one a new value from a day on."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from sihe.intelligence.rulebook.forms.numbers import NumberForm
from sihe.intelligence.rulebook.queries import dated_numbers
from sihe.kernel.access.doors import staff_only, who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.responsibilities.actions import set_number
from sihe.kernel.ui import toasts

EDIT: Final = "responsibilities.edit"
UNITS: Final = {
    "percent": gettext_lazy("%"),
    "hour": gettext_lazy("点"),
    "hours": gettext_lazy("小时"),
    "working_hours": gettext_lazy("工作时"),
    "days": gettext_lazy("天"),
    "rounds": gettext_lazy("个回合"),
    "tries": gettext_lazy("次"),
    "minutes": gettext_lazy("分钟"),
    "years": gettext_lazy("岁"),
    "metres": gettext_lazy("米"),
    "matters": gettext_lazy("件"),
    "people": gettext_lazy("人"),
    "calendar_years": gettext_lazy("年"),
}


@require_GET
@staff_only
def numbers(request: Request) -> HttpResponse:
    """List the numbers with what holds now, what is to come and what held before."""
    return _show(request)


@require_POST
@who_holds(EDIT)
def change(request: Request, name: str) -> HttpResponse:
    """Give one number a value from a day on."""
    if name not in {number.name for number in dated_numbers(timezone.localdate())}:
        raise Http404
    form = NumberForm(request.POST, auto_id=f"{name}_%s")
    if form.is_valid():
        given = form.cleaned_data
        try:
            set_number(
                by=request.actor, name=name, value=given["value"], source=given["source"],
                since=given["since"],
            )  # fmt: skip
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        else:
            toasts.say(request, _("记下了，到那天起按新的数算。"))
            return redirect("rulebook:numbers")
    answer = _show(request, {name: form})
    answer.status_code = 422
    return answer


def _show(request: Request, bound: dict[str, NumberForm] | None = None) -> HttpResponse:
    today = timezone.localdate()
    given = bound or {}
    rows = [
        (number, UNITS.get(number.unit, number.unit), given.get(number.name) or _form(number.name))
        for number in dated_numbers(today)
    ]
    context = {"rows": rows, "may_edit": request.actor.holds(EDIT)}
    return render(request, "rulebook/numbers.html", context)


def _form(name: str) -> NumberForm:
    return NumberForm(initial={"since": timezone.localdate()}, auto_id=f"{name}_%s")
