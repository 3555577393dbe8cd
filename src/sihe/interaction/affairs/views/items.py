"""Items to publish: written, corrected, published, taken down."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sihe.interaction.affairs import reading
from sihe.interaction.affairs.forms import ItemForm, WhyForm
from sihe.interaction.affairs.views.keeping import KEEP, blame, organisation_of
from sihe.interaction.disclosure import actions, queries
from sihe.interaction.disclosure.models import PublicItem
from sihe.kernel.access.doors import staff_only, who_holds
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.facts import About
from sihe.kernel.files.queries import of
from sihe.kernel.journal.revisions import looked_up_once
from sihe.kernel.ui import toasts

SIZE, PUBLISH = 50, "disclosure.publish"


@require_GET
@staff_only
def index(request: Request, organisation: int) -> HttpResponse:
    """List what was written, the latest first."""
    one = organisation_of(request, organisation)
    page = Paginator(queries.items_of(one.pk), SIZE).get_page(request.GET.get("page"))
    with looked_up_once():
        lines = [reading.item_line(item) for item in page]
    context = {
        "organisation": one, "page": page, "lines": lines, "total": page.paginator.count,
        "may_keep": may(KEEP, request.actor, one),
    }  # fmt: skip
    return render(request, "affairs/items.html", context)


@who_holds(KEEP)
def new(request: Request, organisation: int) -> HttpResponse:
    """Write an item; `?corrects=` names the published one that it puts right."""
    one = organisation_of(request, organisation)
    if not may(KEEP, request.actor, one):
        raise Http404
    asked = request.GET.get("corrects", "")
    old = None
    if asked.isascii() and asked.isdigit() and len(asked) < 18:
        old = queries.items_of(one.pk).filter(pk=int(asked)).first()
    start: dict[str, Any] = {"day": timezone.localdate()}
    if old is not None:
        start |= {"kind": old.kind, "title": old.title, "text": old.text, "day": old.day}
    form = ItemForm(request.POST or None, request.FILES or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_item(
                by=request.actor, organisation=one, given=form.given(), corrects=old,
                photos=form.cleaned_data["photos"],
            )  # fmt: skip
        except Refused as refused:
            blame(form, refused)
        else:
            toasts.say(request, _("写好了，还没公布。"))
            return redirect("affairs:edit_item", made.pk)
    context = {"organisation": one, "form": form, "old": old}
    return render(request, "affairs/write.html", context, status=422 if form.errors else 200)


@staff_only
def edit(request: Request, item: int) -> HttpResponse:
    """Show an item and what can be done with it; change it while it is not published."""
    found = _item(request, item)
    open_ = found.publication_id is None and may(KEEP, request.actor, found.organisation)
    start = {"kind": found.kind, "title": found.title, "text": found.text, "day": found.day}
    form = ItemForm(request.POST or None, initial=start)
    if request.method == "POST":
        if not may(KEEP, request.actor, found.organisation):
            raise Http404
        if form.is_valid():
            try:
                actions.rewrite_item(by=request.actor, item=found, given=form.given())
            except Refused as refused:
                blame(form, refused)
            else:
                toasts.say(request, _("改好了。"))
                return redirect("affairs:edit_item", found.pk)
    context = {
        "line": reading.item_line(found), "item": found, "form": form, "open": open_,
        "photos": of(About("published_item", found.pk)), "why": WhyForm(),
        "may_keep": may(KEEP, request.actor, found.organisation),
        "may_publish": may(PUBLISH, request.actor, found.organisation),
    }  # fmt: skip
    return render(request, "affairs/item_edit.html", context, status=422 if form.errors else 200)


@require_POST
@who_holds(PUBLISH)
def publish(request: Request, item: int) -> HttpResponse:
    """Publish an item."""
    found = _item(request, item, PUBLISH)
    try:
        actions.publish_item(by=request.actor, item=found)
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("公布了，居民现在看得到。"))
    return redirect("affairs:edit_item", found.pk)


@require_POST
@who_holds(PUBLISH)
def withdraw(request: Request, item: int) -> HttpResponse:
    """Take an item down."""
    found = _item(request, item, PUBLISH)
    try:
        actions.withdraw_item(by=request.actor, item=found, why=request.POST.get("why", ""))
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("撤下了，原因大家看得到。"))
    return redirect("affairs:edit_item", found.pk)


def _item(request: Request, pk: int, permission: str = "") -> PublicItem:
    seen = queries.visible_to(request.actor).values("pk")
    rows = PublicItem.objects.select_related(
        "organisation", "publication__published_by", "corrects", "corrected__publication", "kept_by"
    )
    found = rows.filter(pk=pk, organisation__in=seen).first()
    if found is None or (permission and not may(permission, request.actor, found.organisation)):
        raise Http404
    return found
