"""Triage: what the matrix could not route is placed, named and given to somebody by a person."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sihe.interaction.handling import actions as handling
from sihe.interaction.locating.queries import settle
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from sihe.interaction.matters.queries import one_for, tidy, to_triage
from sihe.interaction.matters.states import triage_reason
from sihe.interaction.triage import actions
from sihe.interaction.triage.forms import TriageForm
from sihe.interaction.triage.likeness import similar
from sihe.interaction.triage.suggesting import suggest
from sihe.kernel.access.doors import who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.organisations.queries import active
from sihe.kernel.places.models import Area
from sihe.kernel.places.queries import place_label, spot_label
from sihe.kernel.places.spots import PlaceGiven
from sihe.kernel.responsibilities.queries import categories, category_by_code, resolve
from sihe.kernel.ui import toasts

A_PAGE, ID_DIGITS = 50, 12
REASONS = ("no_category", "no_place", "no_line", "nobody_here", "several_here")


@who_holds("matters.route")
def index(request: Request) -> HttpResponse:
    """List what waits for a person, the oldest first; ?why= filters by reason."""
    rows = to_triage(request.actor)
    why = request.GET.get("why", "")
    if why in REASONS:
        rows = rows.filter(triage_reason=why)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    listed = [(m, place_label(m), triage_reason(m.triage_reason)) for m in page.object_list]
    reasons = [("", _("全部原因")), *((code, triage_reason(code)) for code in REASONS)]
    columns = [_("事项"), _("为什么定不了"), _("时限"), ""]
    context = {
        "page": page, "rows": listed, "reasons": reasons, "columns": columns, "now": timezone.now(),
    }  # fmt: skip
    return render(request, "triage/list.html", context)


@who_holds("matters.route")
def one(request: Request, code: str) -> HttpResponse:
    """Show one matter with what is known and guessed, or route it as decided."""
    matter = _matter(request, code)
    if request.method != "POST":
        return _page(request, matter, TriageForm(initial={"kind": _code(matter)}))
    form = TriageForm(request.POST)
    if "go" in request.POST:
        form = TriageForm(initial={**_typed(request), "area": request.POST["go"]})
        return _page(request, matter, form)
    if not form.is_valid():
        return _page(request, matter, form)
    try:
        routed = actions.triage(by=request.actor, matter=matter, **_decided(form))
    except Refused as refused:
        name = {"place": "where", "category": "kind"}.get(refused.field, refused.field)
        form.add_error(name if name in form.fields else None, said(refused))
        return _page(request, matter, form)
    toasts.say(request, _routed(routed))
    return redirect("triage:list")


@require_POST
@who_holds("matters.route")
def merge(request: Request, code: str) -> HttpResponse:
    """Merge a matter into one that is the same, or take it out again (the way back of the first)."""
    matter = _matter(request, code, any_state=True)
    address = reverse("triage:merge", args=[matter.code])
    try:
        if matter.state == states.MERGED:
            handling.unmerge(by=request.actor, matter=matter)
            toasts.say(request, _("已分开，请重新分派。"))
            return redirect("matters:detail", matter.code)
        root = one_for(request.actor, tidy(request.POST.get("root", ""))[:12])
        if root is None:
            raise Refused("root_is_merged")
        handling.merge(by=request.actor, matter=matter, root=root)
    except Refused as refused:
        toasts.warn(request, said(refused))
        return redirect("triage:one", matter.code)
    toasts.say(request, _("已并入%(code)s。") % {"code": root.code}, undo=address)
    return redirect("triage:list")


def _matter(request: Request, code: str, any_state: bool = False) -> Matter:
    matter = one_for(request.actor, tidy(code)[:12])
    if matter is None or not may("matters.route", request.actor, matter):
        raise Http404
    if matter.state != states.TRIAGE and not any_state:
        raise Http404
    return matter


def _code(matter: Matter) -> str:
    return matter.category.code if matter.category else ""


def _typed(request: Request) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in TriageForm.base_fields}


def _place_given(area: object, words: object) -> PlaceGiven | None:
    """Return the place as decided so far; None where nobody touched it."""
    id_ = str(area or "")
    if id_.isascii() and id_.isdigit() and len(id_) < ID_DIGITS:
        return PlaceGiven(area=int(id_))
    said = str(words or "").strip()
    return PlaceGiven(words=said) if said else None


def _decided(form: TriageForm) -> dict[str, Any]:
    data = form.cleaned_data
    receiver = active().filter(pk=data["receiver"]).first() if data["receiver"] else None
    return {"given": _place_given(data["area"], data["where"]), "category_code": data["kind"],
            "receiver": receiver, "message": data["message"]}  # fmt: skip


def _routed(matter: Matter) -> str:
    if matter.state == states.OFFERED:
        return _("%(code)s转交出去了，等对方答复。") % {"code": matter.code}
    return _("%(code)s由本单位办理。") % {"code": matter.code}


def _page(request: Request, matter: Matter, form: TriageForm) -> HttpResponse:
    now = timezone.now()
    given = _place_given(form["area"].value(), form["where"].value())
    spot = settle(given) if given else actions.spot_of(matter)
    choices = spot.choices
    if given is None and spot.building is None and matter.place_words:
        choices = settle(PlaceGiven(words=matter.place_words)).choices
    proposals = suggest(matter.text, spot, now)
    sure = next((p.category.code for p in proposals[:1] if p.sure), "")
    kind = str(form["kind"].value() or "") or sure
    category = category_by_code(kind) if kind else None
    resolution = resolve(category=category.pk if category else None, spot=spot, at=now)
    others = {p.category.code for p in proposals}
    context = {
        "matter": matter, "form": form, "now": now, "kind": kind, "place": place_label(matter),
        "why": triage_reason(matter.triage_reason), "proposals": proposals, "spot": spot,
        "spot_label": spot_label(spot) if given else "", "choices": _named(choices),
        "kinds": [(c.code, c.name) for c in categories() if c.code not in others],
        "similar": similar(matter.text, spot, now, kind, apart_from=matter.pk),
        "resolution": resolution, "would_wait": triage_reason(resolution.reason),
        "receivers": [(str(o.pk), str(o)) for o in active()],
        "receiver": str(form["receiver"].value() or ""),
    }  # fmt: skip
    return render(request, "triage/one.html", context)


def _named(ids: tuple[int, ...]) -> list[tuple[int, str]]:
    rows = Area.objects.select_related("compound").filter(pk__in=ids) if ids else ()
    return [(a.pk, f"{a.compound or ''} {a.name}".strip()) for a in rows]
