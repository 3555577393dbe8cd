"""What following adds to a resident's own page: their reports, and what they were told."""

from django.utils import timezone

from sihe.interaction.following.queries import OWN, own_reports
from sihe.interaction.following.sentences import short
from sihe.interaction.standins.queries import NOTICES
from sihe.kernel.access.requests import Request
from sihe.kernel.notices.models import Message
from sihe.kernel.people.models import Household
from sihe.kernel.ui.panels import Panel, panel

MOST, TOLD = 20, 5


@panel("my", order=10)
def reports(request: Request, _home: Household | None) -> Panel | None:
    """List what was reported in one's name, or in another's whom one acts for, the newest first."""
    found = own_reports(request.actor)[:MOST]
    rows = [
        (one, short(one.matter.state), "" if one.person_id == request.actor.person else one.person)
        for one in found
    ]
    return Panel(
        "following/parts/own_reports.html", {"rows": rows, "own": OWN, "now": timezone.now()}
    )


@panel("my", order=20)
def told(request: Request, _home: Household | None) -> Panel | None:
    """Show the last things that one was told, or another in whose place one reads them."""
    codes = dict(own_reports(request.actor, NOTICES).values_list("pk", "matter__code")[:200])
    rows = Message.objects.filter(recipient_kind="reporter", recipient_id__in=list(codes))
    last = [(one, codes[one.recipient_id]) for one in rows.order_by("-at", "-pk")[:TOLD]]
    if not last:
        return None
    return Panel("following/parts/own_told.html", {"rows": last, "own": OWN, "now": timezone.now()})
