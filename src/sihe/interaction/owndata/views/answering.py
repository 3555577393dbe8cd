"""The answer of the accountable organisation to a wish for erasure."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sihe.interaction.matters.queries import visible_to
from sihe.interaction.owndata import actions
from sihe.interaction.owndata.models import Erasure
from sihe.kernel.access.doors import staff_only
from sihe.kernel.access.phrases import said
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.requests import Request
from sihe.kernel.ui import toasts


@require_POST
@staff_only
def answer(request: Request, erasure: int) -> HttpResponse:
    """Erase now (`choice` erase) or keep until the end for a `reason`; back to the matter."""
    seen = visible_to(request.actor).values("pk")
    rows = Erasure.objects.select_related("reporter__matter").filter(reporter__matter__in=seen)
    found = get_object_or_404(rows, pk=erasure)
    now = request.POST.get("choice") == "erase"
    try:
        actions.answer(
            by=request.actor, erasure=found, erase_now=now, reason=request.POST.get("reason", "")
        )
    except Refused as refused:
        toasts.warn(request, said(refused))
    else:
        toasts.say(request, _("删掉了。") if now else _("答复了，反映人看得到。"))
    return redirect("matters:detail", found.reporter.matter.code)
