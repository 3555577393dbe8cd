"""Keying in what came on paper, by phone or at the counter: by keyboard alone, with a slip to hand over."""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.interaction.intake import actions
from sihe.interaction.intake.forms import KeyForm
from sihe.interaction.intake.picking import picker
from sihe.interaction.locating.queries import settle
from sihe.interaction.matters.models import Source
from sihe.interaction.matters.queries import by_receipt
from sihe.kernel.access.doors import staff_only
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.places.queries import place_label
from sihe.kernel.places.spots import PlaceGiven, Spot

FIELDS = {"photo": "photos", "text": "what", "category": "kind"}
SENTENCES = {
    "unknown_sign": gettext_lazy("没有这个楼牌码，请再看看纸上的码。"),
    "several": gettext_lazy("有几处都叫这个名，请写上小区。"),
    "unknown_words": gettext_lazy("没找到这个地方。写成“小区 3号楼2单元”再试。"),
}


@staff_only
def index(request: Request) -> HttpResponse:
    """Show the form with the last receipt beside it, or take a report in for somebody."""
    if not may("intake.key_in", request.actor):
        raise Http404
    if request.method != "POST":
        source = request.GET.get("source", Source.PAPER)
        form = KeyForm(
            initial={"token": uuid4(), "source": source, "sign": request.GET.get("sign", "")}
        )
        return _page(request, form)
    form = KeyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    given, spot = _place(form)
    if given is None:
        return _page(request, form, asked=form.data.get("where", ""))
    try:
        made = actions.report(by=request.actor, given=given, spot=spot, **_told(form))
    except Refused as refused:
        name = FIELDS.get(refused.field, refused.field)
        form.add_error(name if name in form.fields else None, said(refused))
        return _page(request, form)
    query = f"?done={made.matter.code}-{made.secret}&source={form.cleaned_data['source']}"
    return redirect(reverse("intake:key") + query)


def _told(form: KeyForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {**form.told, "name": data["name"], "source": data["source"], "urgent": data["urgent"]}


def _place(form: KeyForm) -> tuple[PlaceGiven | None, Spot | None]:
    """Find the place; one that is not found is asked for once, then it goes to triage as written."""
    data = form.cleaned_data
    picked = picker(data["pick"])
    given = PlaceGiven(sign=data["sign"], area=picked.area, words=data["where"])
    if given == PlaceGiven():
        form.add_error("where", _("地点还没写。"))
        return None, None
    spot = settle(given)
    again = form.data.get("asked") == data["where"]
    if spot.doubt in SENTENCES and not (again and not data["sign"]):
        field = "sign" if spot.doubt == "unknown_sign" else "where"
        form.add_error(field, str(SENTENCES[spot.doubt]))
        return None, None
    return given, spot


def _page(request: Request, form: KeyForm, asked: str = "") -> HttpResponse:
    code, _dash, secret = request.GET.get("done", "").partition("-")
    reporter = by_receipt(code, secret) if code and secret else None
    context: dict[str, Any] = {"form": form, "asked": asked, "now": timezone.now()}
    if reporter is not None:
        context |= {
            "done": reporter.matter, "secret": secret, "parted": f"{secret[:4]} {secret[4:]}",
            "place": place_label(reporter.matter),
        }  # fmt: skip
    return render(request, "intake/key.html", context)
