"""What is written down at a household: a visit, how a promise ended, a consent, its end."""

from pathlib import Path
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sihe.interaction.households.forms import ConsentForm, ReasonForm, RoundForm
from sihe.interaction.households.passes import opened_at, page_key
from sihe.interaction.households.views.page import back, posted, who_may
from sihe.interaction.rounds import actions
from sihe.interaction.rounds.models import Consent, Help, Promise
from sihe.interaction.rounds.queries.members import dwelling_label, is_current, spells
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.places.models import Dwelling
from sihe.kernel.privacy import masks
from sihe.kernel.responsibilities.queries import number
from sihe.kernel.ui import toasts
from sihe.kernel.ui.paper import printed

SHEET = Path(__file__).parent.parent / "typst" / "consent.typ"


def fault(form: Any, refused: Refused) -> None:
    """Put a refusal beside its field."""
    form.add_error(refused.field if refused.field in form.fields else None, said(refused))


@require_http_methods(["GET", "POST"])
@who_may("households.visit")
def visit(request: Request, dwelling: Dwelling) -> HttpResponse:
    """Write a visit, and what was promised there."""
    form = RoundForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_round(by=request.actor, dwelling=dwelling, **form.cleaned_data)
        except Refused as refused:
            fault(form, refused)
        else:
            toasts.say(request, _("记下了这次走访。"))
            return back(dwelling)
    context = {"form": form, "dwelling": dwelling, "place": dwelling_label(dwelling)}
    return render(request, "households/round.html", context, status=422 if form.errors else 200)


@require_POST
@who_may("households.visit")
def end_promise(request: Request, dwelling: Dwelling, promise: int) -> HttpResponse:
    """Say that a promise was kept (`choice` kept), or for which reason it was not."""
    rows = Promise.objects.filter(dwelling=dwelling).select_related("dwelling__building")
    found = rows.filter(pk=promise).first()
    if found is None:
        raise Http404
    form = ReasonForm(request.POST)
    form.is_valid()
    kept = request.POST.get("choice") == "kept"
    reason = form.cleaned_data.get("reason", "")
    try:
        actions.end_promise(by=request.actor, promise=found, kept=kept, reason=reason)
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("记下了，答应的办到了。") if kept else _("记下了，没办到的原因。"))
    return back(dwelling)


@require_http_methods(["GET", "POST"])
@who_may("households.help")
def consent(request: Request, dwelling: Dwelling) -> HttpResponse:
    """Mark the help a household needs, with the signed sheet of who agreed."""
    people = signers(request, dwelling)
    form = ConsentForm(posted(request), request.FILES or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            _give(request, dwelling, form)
        except Refused as refused:
            fault(form, refused)
        else:
            toasts.say(request, _("标好了，到期自动删。"))
            return back(dwelling)
    context = {
        "form": form, "dwelling": dwelling, "place": dwelling_label(dwelling), "people": people,
        "said": sentences(),
    }  # fmt: skip
    return render(request, "households/consent.html", context, status=422 if form.errors else 200)


def signers(request: Request, dwelling: Dwelling) -> list[tuple[int, str]]:
    """Return who lives here and may sign; masked unless the page is open."""
    opened = opened_at(request, page_key(dwelling.pk)) is not None
    here = {s.person_id: s.person.name for s in spells(dwelling) if is_current(s)}
    return [(pk, name if opened else masks.name(name)) for pk, name in here.items()]


def _give(request: Request, dwelling: Dwelling, form: ConsentForm) -> None:
    given = form.cleaned_data
    way, sheet = form.evidence()
    marks = [
        actions.MarkGiven(kind, given["contact_name"], given["contact_phone"])
        if kind == Help.CONTACT
        else actions.MarkGiven(kind)
        for kind in given["marks"]
    ]
    actions.give_consent(
        by=request.actor, dwelling=dwelling, person=given["person"], marks=marks, way=way, sheet=sheet,
        signed_on=given["signed_on"], token=given["token"],
    )  # fmt: skip


def sentences() -> list[str]:
    """Return what a resident reads before signing (PIPL arts. 17 and 30)."""
    return [
        _("社区为了上门帮您，想记下您家需要什么帮助。"),
        _("只记要什么帮助，不记病名。"),
        _("只有您这一片的网格员和居委会能看。谁看过，都记着，您可以查。"),
        _("管%(days)s天，到期自动删。到期前会告诉您。") % {"days": number("households.consent_days").value},
        _("您随时可以撤回，说一声就行，马上删。"),
        _("不同意也没关系，办事不受影响。"),
    ]  # fmt: skip


@require_GET
@who_may("households.help")
def paper(request: Request, dwelling: Dwelling) -> HttpResponse:
    """Give the sheet to sign on paper."""
    told = {
        "title": _("同意书"), "place": dwelling_label(dwelling), "said": sentences(),
        "needs_title": _("我家需要（打勾）"), "needs": [str(label) for label in Help.labels],
        "contact": _("紧急联系人和电话"), "sign": _("本人签字"), "day": _("日期"),
        "agree": _("我看过上面的话，同意。"),
    }  # fmt: skip
    answer = HttpResponse(printed(SHEET, told), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="consent-{dwelling.pk}.pdf"'
    return answer


@require_POST
@who_may("households.help")
def withdraw(request: Request, dwelling: Dwelling, consent: int) -> HttpResponse:
    """Take a consent back, as the resident wishes."""
    rows = Consent.objects.filter(dwelling=dwelling).select_related("dwelling__building")
    found = rows.filter(pk=consent).first()
    if found is None:
        raise Http404
    try:
        actions.withdraw(by=request.actor, consent=found)
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("撤回了，标记已经删了。"))
    return back(dwelling)


@require_POST
@who_may("households.help")
def forget(request: Request, dwelling: Dwelling) -> HttpResponse:
    """Erase what is kept of a household beside the roll, as who lives there wishes."""
    try:
        actions.forget_words(by=request.actor, dwelling=dwelling)
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("都删了。"))
    return back(dwelling)
