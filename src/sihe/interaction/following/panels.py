"""What following adds to a resident's own page: their reports, and what they were told."""

from django.utils import timezone

from sihe.interaction.accounts.queries import Own
from sihe.interaction.following.queries import OWN, own_reports
from sihe.interaction.following.sentences import short
from sihe.interaction.standins.queries import NOTICES, REPORT, reach_of
from sihe.kernel.access.requests import Request
from sihe.kernel.notices.models import Message
from sihe.kernel.ui.panels import Panel, panel

MOST, TOLD = 20, 5


@panel("my", order=10)
def reports(request: Request, _own: Own) -> Panel | None:
    """List what was reported in one's name, or for whom one acts, and the last things told of it."""
    reach, me = reach_of(request.actor), request.actor.person
    found = list(own_reports(reach[REPORT] | reach[NOTICES])[:MOST])
    rows = [
        (one, short(one.matter.state), None if one.person_id == me else one.person)
        for one in found
        if one.person_id in reach[REPORT]
    ]
    heard = {one.pk: one.matter.code for one in found if one.person_id in reach[NOTICES]}
    told = Message.objects.filter(recipient_kind="reporter", recipient_id__in=list(heard))
    last = [(one, heard[one.recipient_id]) for one in told.order_by("-at", "-pk")[:TOLD]]
    shown = {"rows": rows, "told": last, "own": OWN, "now": timezone.now()}
    return Panel("following/parts/own_reports.html", shown)
