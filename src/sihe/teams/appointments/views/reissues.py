"""A sign-in issued anew: two colleagues, one after the other, with the holder before them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sihe.kernel.access.counting import count, counted
from sihe.kernel.access.doors import staff_only
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.ui import toasts
from sihe.teams.appointments import actions
from sihe.teams.appointments.forms import VouchForm
from sihe.teams.appointments.models import Reissue
from sihe.teams.appointments.queries import accounts_to_help, open_reissues
from sihe.teams.appointments.views.mandates import slip

VOUCH = "accounts.reissue"
TRIES, WINDOW = "appointments.vouch", 600  # seconds


@staff_only
def index(request: Request) -> HttpResponse:
    """Show what was done with one's own sign-in; who may vouch does it here, too."""
    actor, vouches = request.actor, request.actor.holds(VOUCH)
    form = VouchForm(request.POST or None)
    if request.method == "POST":
        if not vouches:
            raise Http404
        answer = _vouched(request, form) if form.is_valid() else None
        if answer is not None:
            return answer
    mine = Reissue.objects.filter(account__person=actor.person).select_related("first", "second")
    context: dict[str, Any] = {
        "form": form, "vouches": vouches, "waiting": open_reissues(actor)[:20] if vouches else [],
        "mine": mine.order_by("-asked_at")[:10],
    }  # fmt: skip
    return render(
        request, "appointments/reissues.html", context, status=422 if form.errors else 200
    )


def _vouched(request: Request, form: VouchForm) -> HttpResponse | None:
    who = str(request.actor.person)
    try:
        if counted(TRIES, who, WINDOW) >= 10:
            raise Refused("too_many_vouchings")
        count(TRIES, who, WINDOW)
        found = accounts_to_help(request.actor, form.cleaned_data["who"].strip())
        if len(found) != 1:
            raise Refused("several_people" if found else "nobody_of_name", field="who")
        _reissue, word = actions.vouch(by=request.actor, account=found[0], in_person=True)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, said(refused))
        return None
    if word:
        return slip(request, found[0].username, found[0].person.name, word)
    toasts.say(request, _("记下了。请另一位同事半小时内再确认。"))
    return redirect("appointments:reissues")
