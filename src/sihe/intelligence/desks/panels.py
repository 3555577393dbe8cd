"""What the desks add to the page of a matter: the way to triage, and to matters that may be the same."""

from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.ui.panels import Panel, panel


@panel("matter", order=5)
def triage(request: Request, matter: Matter) -> Panel | None:
    """Lead to where a matter is placed, given a category and routed."""
    if matter.state != states.TRIAGE or not may("matters.route", request.actor, matter):
        return None
    return Panel("desks/parts/to_triage.html", place="acts")


@panel("matter", order=60)
def similar(request: Request, matter: Matter) -> Panel | None:
    """Lead to open matters nearby that may be the same; they are looked up when somebody asks."""
    if matter.state in states.END or matter.parent_id is not None:
        return None
    return Panel("desks/parts/ask_similar.html", place="side")
