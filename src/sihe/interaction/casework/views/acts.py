"""One act on a matter: GET shows its form (alone when htmx asks), POST does it."""

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sihe.interaction.casework.acts import BY_NAME
from sihe.interaction.casework.forms import ActForm
from sihe.interaction.casework.views.pages import OpenAct, matter_or_404, page
from sihe.interaction.handling import actions as handling
from sihe.interaction.matters.queries import parts_of
from sihe.kernel.access.doors import staff_only
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.ui import toasts


@staff_only
def act(request: Request, code: str, name: str) -> HttpResponse:
    """Show or do one act. A refused one keeps what was typed and says what can be done now."""
    matter = matter_or_404(request, code)
    chosen = BY_NAME.get(name)
    if chosen is None:
        raise Http404
    if request.method != "POST":
        form = chosen.form(actor=request.actor, matter=matter)
        opened = OpenAct(chosen, form)
        if request.htmx:
            return render(request, "casework/parts/act.html", {"opened": opened, "matter": matter})
        return page(request, matter, opened)
    form = chosen.form(request.POST, request.FILES, actor=request.actor, matter=matter)
    if not form.is_valid():
        return page(request, matter, OpenAct(chosen, form))
    try:
        chosen.run(request.actor, matter, form)
    except Refused as refused:
        return _refused(request, code, form, OpenAct(chosen, form), refused)
    toasts.say(request, str(chosen.done))
    return redirect("matters:detail", matter.code)


def _refused(
    request: Request, code: str, form: ActForm, opened: OpenAct, refused: Refused
) -> HttpResponse:
    text = said(refused)
    if opened.act.at_once:
        toasts.warn(request, text)
        return redirect("matters:detail", code)
    form.add_error(refused.field if refused.field in form.fields else NON_FIELD_ERRORS, text)
    return page(request, matter_or_404(request, code), opened)


@require_POST
@staff_only
def excuse(request: Request, code: str, part: str) -> HttpResponse:
    """Excuse a part from being done; the reason is written in place."""
    matter = matter_or_404(request, code)
    found = parts_of(matter).filter(code=part.upper()).first()
    if found is None:
        raise Http404
    try:
        handling.excuse_part(by=request.actor, part=found, reason=request.POST.get("reason", ""))
    except Refused as refused:
        toasts.warn(request, said(refused))
    return redirect("matters:detail", matter.code)
