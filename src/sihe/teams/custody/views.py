"""The register of keys and devices: who has which since when."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sihe.kernel.access.doors import staff_only, who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person
from sihe.kernel.ui import toasts
from sihe.teams.appointments.queries import colleagues
from sihe.teams.custody import actions
from sihe.teams.custody.forms import ItemForm
from sihe.teams.custody.models import Item, ItemKind
from sihe.teams.custody.queries import items_seen

EDIT, SIZE = "custody.edit", 50


@staff_only
def index(request: Request) -> HttpResponse:
    """List keys and devices of one's own organisation; who may adds and gives them out."""
    actor = request.actor
    edits = actor.holds(EDIT)
    form = ItemForm(request.POST or None)
    if request.method == "POST":
        if not edits:
            raise Http404
        if form.is_valid():
            own = Organisation.objects.get(pk=actor.organisation or 0)
            try:
                actions.add_item(by=actor, organisation=own, **form.cleaned_data)
            except Refused as refused:
                form.add_error("name", said(refused))
            else:
                return redirect("custody:list")
    page = Paginator(_narrowed(request), SIZE).get_page(request.GET.get("page"))
    people = colleagues(actor.organisation or 0)
    context: dict[str, Any] = {
        "form": form, "page": page, "total": page.paginator.count, "edits": edits, "own": actor.organisation,
        "people": [(str(one.pk), one.name) for one in people] if edits else [],
        "kinds": [("", _("全部")), *((code, str(name)) for code, name in ItemKind.choices)],
    }  # fmt: skip
    return render(request, "custody/list.html", context, status=422 if form.errors else 200)


def _narrowed(request: Request) -> Any:
    rows, asked = items_seen(request.actor), request.GET
    if asked.get("kind") in ItemKind.values:
        rows = rows.filter(kind=asked["kind"])
    text = asked.get("q", "").strip()[:40]
    return rows.filter(name__icontains=text) if text else rows


@require_POST
@who_holds(EDIT)
def give(request: Request, pk: int) -> HttpResponse:
    """Give an item to a colleague, take it back, or take it out of use."""
    item = items_seen(request.actor).filter(pk=pk).first()
    if item is None:
        raise Http404
    try:
        _give(request, item)
    except Refused as refused:
        toasts.warn(request, said(refused))
    return redirect("custody:list")


def _give(request: Request, item: Item) -> None:
    if request.POST.get("retire"):
        actions.retire_item(by=request.actor, item=item)
        toasts.say(request, _("%(what)s停用了。") % {"what": item.name})
        return
    wanted = request.POST.get("person", "")
    person = Person.objects.filter(pk=wanted).first() if wanted.isdigit() else None
    actions.give_item(by=request.actor, item=item, person=person)
    words = _("%(what)s现在在%(who)s手上。") if person else _("%(what)s收回来了。")
    toasts.say(request, words % {"what": item.name, "who": person.name if person else ""})
