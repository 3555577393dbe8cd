"""The desk: slips of a building, who waits, and one flat with what can be done there."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from sihe.interaction.accounts import actions
from sihe.interaction.accounts.actions import Printed
from sihe.interaction.accounts.finding import flat_of
from sihe.interaction.accounts.forms import ReissueForm
from sihe.interaction.accounts.models import Slip
from sihe.interaction.accounts.papers import parted, sheet, slip_link
from sihe.interaction.accounts.queries import (
    Flat,
    buildings_for,
    household_of,
    households_at,
    label_of,
    members,
    seen_name,
    slip_of,
    slips_in,
    without_slip,
)
from sihe.kernel.access.doors import who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.people.models import Person
from sihe.kernel.places.models import Area, Dwelling
from sihe.kernel.ui import toasts
from sihe.kernel.ui.panels import panels
from sihe.kernel.ui.paper import qr_image

SERVE = "accounts.serve"


@require_GET
@who_holds(SERVE)
def index(request: Request) -> HttpResponse:
    """Show the slips of a building, `?building=`, and who waits; `?where=` leads to a flat."""
    where, wrong = request.GET.get("where", "").strip()[:80], ""
    if where:
        try:
            return redirect("accounts:flat", flat_of(where).pk)
        except Refused as refused:
            wrong = said(refused)
    buildings = buildings_for(request.actor)
    building = _chosen(buildings, request.GET.get("building", ""))
    slips = list(slips_in(building)) if building else []
    context = {
        "building": building, "where": where, "wrong": wrong, "now": timezone.now(),
        "parts": panels("residents", request, None),
        "buildings": [(str(b.pk), name_of(b)) for b in buildings], "chosen": str(building.pk) if building else "",
        "slips": [(slip, label_of(slip.household.dwelling)) for slip in slips],
        "fresh": len(without_slip(building)) if building else 0,
        "to_hand": sum(s.handed_at is None and s.used_at is None for s in slips),
        "used": sum(s.used_at is not None for s in slips),
    }  # fmt: skip
    return render(request, "accounts/desk.html", context)


@require_POST
@who_holds(SERVE)
def print_slips(request: Request, pk: int) -> HttpResponse:
    """Print slips for the households of a building in which nobody has come in yet and none is out."""
    building = _building(request, pk)
    try:
        made = actions.print_slips(
            by=request.actor, building=building, households=without_slip(building)
        )
    except Refused as refused:
        toasts.warn(request, said(refused))
        return redirect(f"/slips/?building={pk}")
    return _paper(made, name_of(building))


@require_POST
@who_holds(SERVE)
def handed(request: Request, pk: int) -> HttpResponse:
    """Tick a slip off, or take the tick back."""
    slip = get_object_or_404(Slip.objects.select_related("household__dwelling__building"), pk=pk)
    _require_sight(request, slip.household.dwelling)
    try:
        actions.hand_over(by=request.actor, slip=slip, handed="back" not in request.POST)
    except Refused as refused:
        toasts.warn(request, said(refused))
    return redirect(f"/slips/?building={slip.household.dwelling.building_id}#slip-{pk}")


@require_GET
@who_holds(SERVE)
def flat(request: Request, pk: int) -> HttpResponse:
    """Show who lives in a flat, masked, and what can be done for each."""
    return _flat(request, _dwelling(request, pk))


@require_POST
@who_holds(SERVE)
def first(request: Request, pk: int) -> HttpResponse:
    """Print a slip for one flat."""
    dwelling = _dwelling(request, pk)
    try:
        made = actions.print_slips(
            by=request.actor, building=dwelling.building, households=households_at(dwelling)
        )
    except Refused as refused:
        toasts.warn(request, said(refused))
        return redirect("accounts:flat", pk)
    return _paper(made, label_of(dwelling))


@require_POST
@who_holds(SERVE)
def reissue(request: Request, pk: int) -> HttpResponse:
    """Issue a slip anew to who stands at the desk; it is shown once."""
    person = get_object_or_404(Person, pk=pk)
    home = household_of(person.pk)
    if home is None:
        raise Http404
    _require_sight(request, home.dwelling)
    form = ReissueForm(request.POST, prefix=f"p{pk}")
    if not form.is_valid():
        return _flat(request, home.dwelling, pk, form)
    try:
        made = actions.reissue(by=request.actor, person=person, **form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        return _flat(request, home.dwelling, pk, form)
    context = {
        "who": seen_name(person.name), "flat": label_of(home.dwelling), "dwelling": home.dwelling_id,
        "number": made.slip.number, "digits": parted(made.digits), "until": made.slip.valid_until,
        "qr": qr_image(slip_link(made.slip.number)),
    }  # fmt: skip
    response = render(request, "accounts/reissued.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@who_holds(SERVE)
def paper(request: Request) -> HttpResponse:
    """Print the slip that is on the screen; without its digits nobody could."""
    digits = request.POST.get("digits", "")
    found = slip_of(request.POST.get("number", ""), digits)
    if found is None:
        raise Http404
    _require_sight(request, found.household.dwelling)
    return _paper([Printed(found, "".join(digits.split()))], "")


def name_of(building: Area) -> str:
    """Return a building with its compound."""
    return f"{building.compound.name if building.compound else ''} {building.name}".strip()


def _flat(
    request: Request, dwelling: Dwelling, opened: int = 0, form: ReissueForm | None = None
) -> HttpResponse:
    rows: list[dict[str, Any]] = []
    people = [one for home in households_at(dwelling) for one in members(home)]
    for one in people:
        own = one.person.pk == opened and form is not None
        rows.append({
            "member": one, "name": seen_name(one.person.name), "opened": own,
            "form": form if own else ReissueForm(prefix=f"p{one.person.pk}"),
        })  # fmt: skip
    slip = Slip.objects.filter(
        household__dwelling=dwelling, void_at=None, person=None, used_at=None
    )
    context = {
        "flat": label_of(dwelling), "dwelling": dwelling, "rows": rows, "slip": slip.first(),
        "parts": panels("flat", request, Flat(dwelling, tuple(people))), "now": timezone.now(),
    }  # fmt: skip
    return render(request, "accounts/flat.html", context)


def _paper(made: list[Printed], title: str) -> HttpResponse:
    answer = HttpResponse(sheet(made, title), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="slips.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _chosen(buildings: list[Area], asked: str) -> Area | None:
    return next((b for b in buildings if str(b.pk) == asked), buildings[0] if buildings else None)


def _building(request: Request, pk: int) -> Area:
    found = next((b for b in buildings_for(request.actor) if b.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _dwelling(request: Request, pk: int) -> Dwelling:
    rows = Dwelling.objects.select_related("building__compound", "unit")
    found = get_object_or_404(rows, pk=pk)
    _require_sight(request, found)
    return found


def _require_sight(request: Request, dwelling: Dwelling) -> None:
    if not may("accounts.serve", request.actor, dwelling):
        raise Http404
