"""The roll kept by hand: who moves in, who moves out, what is put right."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sihe.interaction.households import actions
from sihe.interaction.households.forms import CorrectForm, MoveInForm, MoveOutForm
from sihe.interaction.households.passes import opened_at, page_key
from sihe.interaction.households.views.acting import fault
from sihe.interaction.households.views.page import back, posted, spell_or_404, who_may
from sihe.interaction.rounds.queries.members import dwelling_label
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.places.models import Dwelling
from sihe.kernel.privacy import masks
from sihe.kernel.ui import toasts


@require_http_methods(["GET", "POST"])
@who_may("people.edit")
def move_in(request: Request, dwelling: Dwelling) -> HttpResponse:
    """Let somebody move in; who seems to be on the roll already is asked about first."""
    form, same = MoveInForm(posted(request)), []
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        apart = given.pop("apart")
        same = [] if apart or given["known"] else actions.known_as(given["name"], given["phone"])
        if not same:
            try:
                actions.move_in(by=request.actor, dwelling=dwelling, **given)
            except Refused as refused:
                fault(form, refused)
            else:
                toasts.say(request, _("记好了，住进来了。"))
                return back(dwelling)
    return _form(request, "move_in", form, dwelling, same=same)


@require_POST
@who_may("people.edit")
def move_out(request: Request, dwelling: Dwelling, residence: int) -> HttpResponse:
    """Let a spell end."""
    spell, form = spell_or_404(dwelling, residence), MoveOutForm(request.POST)
    if not form.is_valid():
        toasts.warn(request, str(form.errors["until"][0]))
        return back(dwelling)
    try:
        actions.move_out(by=request.actor, residence=spell, until=form.cleaned_data["until"])
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("记好了，搬走了。"))
    return back(dwelling)


@require_http_methods(["GET", "POST"])
@who_may("people.edit")
def correct(request: Request, dwelling: Dwelling, residence: int) -> HttpResponse:
    """Put right what is written of somebody."""
    spell, form = spell_or_404(dwelling, residence), CorrectForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(by=request.actor, residence=spell, changes=form.changes())
        except Refused as refused:
            fault(form, refused)
        else:
            toasts.say(request, _("改好了。"))
            return back(dwelling)
    opened = opened_at(request, page_key(dwelling.pk)) is not None
    name = spell.person.name if opened else masks.name(spell.person.name)
    return _form(request, "correct", form, dwelling, name=name, spell=spell)


def _form(
    request: Request, page: str, form: MoveInForm | CorrectForm, dwelling: Dwelling, **more: str | object
) -> HttpResponse:  # fmt: skip
    context = {"form": form, "dwelling": dwelling, "place": dwelling_label(dwelling), **more}
    return render(request, f"households/{page}.html", context, status=422 if form.errors else 200)
