"""即办即结 in one screen: what, where, how it was dealt with; kept in the phone where there is no signal."""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from sihe.interaction.intake import actions
from sihe.interaction.intake.forms import QuickForm
from sihe.interaction.intake.picking import picker
from sihe.interaction.intake.queries import last_buildings, usual_kinds
from sihe.kernel.access.doors import staff_only
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.facts import Actor
from sihe.kernel.places.models import Area
from sihe.kernel.places.queries import buildings_in
from sihe.kernel.places.spots import PlaceGiven
from sihe.kernel.responsibilities.queries import category_by_code
from sihe.kernel.ui import toasts

KINDS, BUILDINGS = 6, 5


@staff_only
@ensure_csrf_cookie
def index(request: Request) -> HttpResponse:
    """Show the screen, or file and close what was dealt with."""
    if not may("intake.settle", request.actor):
        raise Http404
    if request.method != "POST":
        return _page(request, QuickForm(initial={"token": uuid4()}))
    form = QuickForm(request.POST, request.FILES)
    quiet = "application/json" in request.headers.get("Accept", "")
    if form.is_valid():
        try:
            made = _settle(request.actor, form.cleaned_data)
        except Refused as refused:
            name = {"photo": "photos", "answer": "done", "text": "what"}.get(refused.field, "")
            form.add_error(name or None, said(refused))
        else:
            if quiet:
                return JsonResponse({"code": made.matter.code, "existed": made.existed})
            toasts.say(request, _("办好了，编号%(code)s。") % {"code": made.matter.code})
            return redirect("intake:quick")
    if quiet:
        wrong = {name: [str(e) for e in errors] for name, errors in form.errors.items()}
        return JsonResponse({"errors": wrong}, status=422)
    return _page(request, form)


@require_safe
def token(request: Request) -> HttpResponse:
    """Answer a fresh form key for what waited in the phone, and who is signed in now."""
    actor = request.actor
    who = str(actor.mandate) if actor.kind == "staff" else ""
    response = JsonResponse({"key": get_token(request), "who": who})
    response["Cache-Control"] = "no-store"
    return response


def _settle(actor: Actor, data: dict[str, Any]) -> Any:
    category = category_by_code(data["kind"]) if data["kind"] else None
    picked = picker(data["place"])
    given = picked.given() if data["place"] else PlaceGiven(area=_own_area(actor))
    return actions.settle_at_once(
        by=actor, token=data["token"], text=data["what"] or (category.name if category else ""),
        answer=data["done"], given=given, category_code=data["kind"], photos=data["photos"],
    )  # fmt: skip


def _own_area(actor: Actor) -> int | None:
    areas = [s.area for s in actor.scopes if s.area is not None]
    grids = [s.area for s in actor.scopes if s.area_level == "grid"]
    return (grids or areas or [None])[0]


def _page(request: Request, form: QuickForm) -> HttpResponse:
    actor = request.actor
    kinds = usual_kinds(actor)
    chosen = str(form["place"].value() or "")
    buildings = _buildings(actor)
    near, rest = buildings[:BUILDINGS], buildings[BUILDINGS:]
    context = {
        "form": form, "kinds": [(c.code, c.name) for c in kinds[:KINDS]],
        "other_kinds": [(c.code, c.name) for c in kinds[KINDS:]],
        "places": near, "other_places": rest,
        "chosen_place": chosen or (near[0][0] if near else ""),
        "chosen_kind": str(form["kind"].value() or ""), "who": actor.mandate,
        "done": [_("当场处理好了"), _("已当面告知"), _("已劝离，已恢复")],
    }  # fmt: skip
    return render(request, "intake/quick.html", context)


def _buildings(actor: Actor) -> list[tuple[str, str]]:
    """Return (pick, name) of the own area's buildings, the last used first, then the area itself."""
    area = _own_area(actor)
    if area is None:
        return []
    last = last_buildings(actor)
    order = {id_: place for place, id_ in enumerate(last)}
    found = sorted(buildings_in(area), key=lambda b: order.get(b.pk, len(last)))
    own = Area.objects.filter(pk=area).values_list("name", flat=True).first() or ""
    named = [(f"a{b.pk}", f"{b.compound.name if b.compound else ''}{b.name}") for b in found]
    whole = (f"g{area}", _("%(area)s公共区域") % {"area": own})
    return [*named[: BUILDINGS - 1], whole, *named[BUILDINGS - 1 :]]
