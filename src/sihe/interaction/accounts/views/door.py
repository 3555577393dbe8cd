"""The door: with a slip."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sihe.interaction.accounts import actions
from sihe.interaction.accounts.forms import SlipForm, WhoForm
from sihe.interaction.accounts.models import Slip
from sihe.interaction.accounts.queries import candidates, label_of, seen_name, slip_of, tidy
from sihe.interaction.accounts.sessions import come_in, note_wrong, too_many
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.facts import RESIDENT
from sihe.kernel.ui import toasts
from sihe.kernel.ui.panels import panels


def enter(request: Request) -> HttpResponse:
    """Offer every way in that there is; a slip's number and digits are typed here, too."""
    if request.method != "POST" and request.actor.person is not None:
        return redirect("accounts:mine")
    form = SlipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _with_slip(request, form)
    return _door(request, form)


def slip(request: Request, number: str) -> HttpResponse:
    """Begin with the number that the QR code of a slip brings; the digits are on the paper."""
    return _door(request, SlipForm(initial={"number": tidy(number)[:8]}), scanned=True)


@require_POST
def who(request: Request) -> HttpResponse:
    """Open the account of the member that was picked."""
    found = _good(request, request.POST.get("number", ""), request.POST.get("digits", ""))
    if found is None:
        form = SlipForm(request.POST)
        form.is_valid()
        return _wrong(request, form)
    form = WhoForm(request.POST, people=_people(found))
    if form.is_valid():
        try:
            account = actions.open_by_slip(by=RESIDENT, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        else:
            come_in(request, account)
            toasts.say(request, _("开通了，这台手机一年内不用再登。"))
            return redirect("accounts:mine")
    return _which(request, found, form)


def _with_slip(request: Request, form: SlipForm) -> HttpResponse:
    found = _good(request, form.cleaned_data["number"], form.cleaned_data["digits"])
    if found is None:
        return _wrong(request, form)
    people = _people(found)
    given = {"number": found.number, "digits": tidy(form.cleaned_data["digits"])}
    only = people[0][0] if len(people) == 1 else None
    return _which(request, found, WhoForm(initial={**given, "person": only}, people=people))


def _good(request: Request, number: str, digits: str) -> Slip | None:
    return None if too_many(request, f"slip {tidy(number)}") else slip_of(number, digits)


def _wrong(request: Request, form: SlipForm) -> HttpResponse:
    what = f"slip {tidy(request.POST.get('number', ''))}"
    if too_many(request, what):
        form.add_error(None, said(Refused("too_many_tries_here")))
        return _door(request, form, 429)
    note_wrong(request, what)
    form.add_error("digits", said(Refused("slip_wrong")))
    return _door(request, form)


def _which(request: Request, slip: Slip, form: WhoForm, status: int = 200) -> HttpResponse:
    unknown = any(not (m.person.birth_year or m.person.id_number) for m in candidates(slip))
    context = {
        "form": form, "flat": label_of(slip.household.dwelling), "ask_age": unknown,
        "anybody": bool(form.fields["person"].choices),  # type: ignore[attr-defined]
    }  # fmt: skip
    response = render(request, "accounts/who.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _people(slip: Slip) -> list[tuple[str, str]]:
    return [(str(m.person.pk), seen_name(m.person.name)) for m in candidates(slip)]


def _door(
    request: Request, form: SlipForm, status: int = 200, scanned: bool = False
) -> HttpResponse:
    ways = panels("door", request, None)
    context = {"form": form, "ways": ways, "scanned": scanned}
    return render(request, "accounts/enter.html", context, status=status)
