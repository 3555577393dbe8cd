"""A resident reports: what, where, photos, phone; works with script off, quicker with it."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from sihe.interaction.following.queries import public_place, short
from sihe.interaction.intake import actions
from sihe.interaction.intake.forms import ReportForm
from sihe.interaction.intake.picking import Option, Picker, pick_of_sign, picker
from sihe.interaction.intake.queries import joinable
from sihe.interaction.locating.queries import settle
from sihe.interaction.matters.actions.registering import Registered
from sihe.interaction.standins.queries import standing_as, standings
from sihe.interaction.triage.queries import Similar, similar, suggest
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.facts import RESIDENT
from sihe.kernel.places.models import Area
from sihe.kernel.places.queries import streets
from sihe.kernel.places.spots import PlaceGiven, Spot
from sihe.kernel.responsibilities.queries import categories

FIELDS = {"photo": "photos", "text": "what", "category": "kind"}  # of a refusal: of the form


def index(request: Request) -> HttpResponse:
    """Show the form, take a step of picking the place, or take the report in."""
    if request.method != "POST":
        picked = picker(request.GET.get("at", ""))
        return page(request, blank(picked.pick), picked)
    if "go" in request.POST:
        picked = picker(request.POST["go"])
        return page(request, kept(request, picked.pick), picked)
    return _take(request)


def building(request: Request, sign: str) -> HttpResponse:
    """Begin a report at the building whose sign was scanned."""
    pick = pick_of_sign(sign)
    picked = picker(pick or "")
    return page(request, blank(picked.pick), picked, unknown_sign=pick is None)


@require_POST
def place(request: Request) -> HttpResponse:
    """Answer the next step of the place alone."""
    picked = picker(request.POST.get("go", ""))
    context = {"form": kept(request, picked.pick), "picker": picked, **_map_of()}
    response = render(request, "intake/parts/place.html", context)
    response["HX-Replace-Url"] = f"{reverse('intake:report')}?at={picked.pick}"
    response["HX-Trigger-After-Swap"] = "placed"
    return response


@require_POST
def hints(request: Request) -> HttpResponse:
    """Answer what kind of thing it looks like and what is known already, while somebody writes."""
    form = ReportForm(request.POST)
    form.is_valid()
    text, kind = form.cleaned_data.get("what", ""), form.cleaned_data.get("kind", "")
    picked = picker(request.POST.get("pick", ""))
    context: dict[str, Any] = {"form": form, "seen": True}
    if text:
        if kind == request.POST.get("guessed"):
            kind = ""  # what was guessed before and left as it was is guessed anew
        context |= _looks_like(text, settle(_given(form, picked)), kind)
    return render(request, "intake/parts/hints.html", context)


@require_POST
def me_too(request: Request) -> HttpResponse:
    """Join a resident to a matter that is known already instead of a new report."""
    form = ReportForm(request.POST, request.FILES)
    form.is_valid()
    matter = joinable(request.POST.get("same", ""))
    picked = picker(request.POST.get("pick", ""))
    if matter is None:
        form.add_error(None, _("那件事已经办完了。请接着上报。"))
        return page(request, form, picked)
    if "phone" in form.errors:
        return page(request, form, picked)
    token = form.cleaned_data["token"]
    try:
        _reporter, secret = actions.join(
            by=RESIDENT, token=token, matter=matter, phone=form.cleaned_data["phone"],
            standing=standing_as(request.actor, form.cleaned_data["whom"]),
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, said(refused))
        return page(request, form, picked)
    return leave(request, reverse("following:receipt", args=[matter.code, secret]))


def blank(pick: str = "") -> ReportForm:
    """Return an empty form with a token of its own."""
    return ReportForm(initial={"token": uuid4(), "pick": pick})


def kept(request: Request, pick: str) -> ReportForm:
    """Return the form with all that was typed so far, nothing judged yet."""
    typed = {
        name: request.POST.get(name, "") for name in ReportForm.base_fields if name != "photos"
    }
    return ReportForm(initial={**typed, "token": typed["token"] or uuid4(), "pick": pick})


def page(
    request: Request, form: ReportForm, picked: Picker, **more: Any
) -> HttpResponse:  # fmt: skip
    """Show the form at the step of the place that was reached."""
    dangers = list(dict.fromkeys(c.urgent_hint for c in categories() if c.urgent_hint))
    context = {
        "form": form, "picker": picked, "dangers": dangers[:6], "community": _street_name(),
        "seen": request.POST.get("seen") == "1", **_map_of(), **_whose(request), **more,
    }  # fmt: skip
    return render(request, "intake/report.html", context)


def _whose(request: Request) -> dict[str, Any]:
    """Return in whose name somebody who has signed in may report, and whom they picked (at first: themselves)."""
    people = standings(request.actor)
    if not people:
        return {}
    rows = [
        (str(one.person.pk), _("代%(name)s") % {"name": one.person.name} if one.stand_in else one.person.name)
        for one in people
    ]  # fmt: skip
    return {"whom": [*rows, ("", _("不署名"))], "chosen_whom": request.POST.get("whom", rows[0][0])}


def leave(request: Request, address: str) -> HttpResponse:
    """Go on to another page, however the form was sent."""
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def after(request: Request, made: Registered) -> HttpResponse:
    """Lead to the receipt."""
    if not made.secret:
        return leave(request, f"{reverse('following:ask')}?code={made.matter.code}")
    return leave(request, reverse("following:receipt", args=[made.matter.code, made.secret]))


def _take(request: Request) -> HttpResponse:
    form = ReportForm(request.POST, request.FILES)
    picked = picker(request.POST.get("pick", ""))
    if not form.is_valid():
        return page(request, form, picked)
    given = _given(form, picked)
    if given == PlaceGiven():
        form.add_error("where", _("没选地方，请从下面选，或写一句。"))
        return page(request, form, picked)
    spot = settle(given)
    doubt = _doubt(request, form, spot, given)
    if doubt is not None:
        return page(request, form, picked, **doubt)
    if request.POST.get("seen") != "1":  # script is off: what is known already is shown now, once
        known = similar(form.told["text"], spot, timezone.now(), form.told["category_code"])
        if known:
            return page(request, form, picked, known=_public(known), seen=True, stopped=True)
    try:
        standing = standing_as(request.actor, form.cleaned_data["whom"])
        made = actions.report(by=RESIDENT, given=given, spot=spot, standing=standing, **form.told)
    except Refused as refused:
        name = FIELDS.get(refused.field, refused.field)
        form.add_error(name if name in form.fields else None, said(refused))
        return page(request, form, picked)
    return after(request, made)


def _given(form: ReportForm, picked: Picker) -> PlaceGiven:
    data = form.cleaned_data
    lon, lat = data.get("lon"), data.get("lat")
    given = picked.given(data.get("where", ""), lon, lat)
    whole = lon is not None and lat is not None
    return given if whole else replace(given, lon=None, lat=None)


def _doubt(
    request: Request, form: ReportForm, spot: Spot, given: PlaceGiven
) -> dict[str, Any] | None:
    """Ask once where a place is not plain; sent again unchanged, it goes through to a person."""
    if spot.doubt == "outside" and not given.words:
        form.add_error("where", _("这个点不在本街道，请从下面选，或写一句。"))
        return {}
    key = f"{given.words}|{given.area}|{given.lon}|{given.lat}"
    if request.POST.get("asked") == key:
        return None
    if spot.doubt in ("several", "boundary") and spot.choices:
        form.add_error("where", _("可能是这几处，请点一下是哪处。"))
        return {"choices": _named(spot.choices), "asked": key}
    if spot.doubt == "unknown_words" and any(c.isdigit() for c in given.words):
        form.add_error("where", _("没找到这个地方，请从下面选，或再按一次上报。"))
        return {"asked": key}
    return None


def _named(ids: tuple[int, ...]) -> list[Option]:
    areas = Area.objects.select_related("compound").filter(pk__in=ids)
    return [
        Option(f"a{a.pk}" if a.level in ("building", "unit") else f"g{a.pk}",
               f"{a.compound or ''} {a.name}".strip()) for a in areas
    ]  # fmt: skip


def _looks_like(text: str, spot: Spot, kind: str) -> dict[str, Any]:
    """Return the likeliest categories, what to do in danger, and what is known already."""
    now = timezone.now()
    proposals = suggest(text, spot, now)
    sure = next((p.category.code for p in proposals[:1] if p.sure), "")
    chosen = kind or sure
    kinds = [(p.category.code, p.category.name) for p in proposals]
    if kind and kind not in dict(kinds):
        kinds += [(c.code, c.name) for c in categories() if c.code == kind]
    danger = next((c.urgent_hint for c in categories() if c.code == chosen), "")
    return {
        "kinds": [*kinds, ("", _("不清楚"))] if kinds else [], "chosen": chosen, "guessed": sure,
        "danger": danger, "known": _public(similar(text, spot, now, chosen)),
    }  # fmt: skip


def _public(found: list[Similar]) -> list[dict[str, Any]]:
    """Return what anybody may know of matters: kind, building, day, state; words only where it is public."""
    return [
        {
            "code": one.matter.code,
            "title": one.matter.title if one.matter.category and one.matter.category.public else "",
            "kind": one.matter.category.name if one.matter.category else _("还没分类的事"),
            "place": public_place(one.matter),
            "at": one.matter.created_at,
            "state": short(one.matter.state),
        }
        for one in found
    ]


def _street_name() -> str:
    """Return the name that heads the page: of the street, where there is one."""
    names = list(
        streets().filter(compounds__isnull=False).values_list("name", flat=True).distinct()
    )
    return names[0] if len(names) == 1 else ""


def _map_of() -> dict[str, Any]:
    """Return what the sample map needs; elsewhere no map is shown to the public."""
    if not settings.DEMO:
        return {}
    street = streets().filter(compounds__isnull=False).first()
    return {"map_street": street.pk} if street else {}
