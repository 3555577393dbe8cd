"""What hand-overs add to the page of a matter: the answer that is due, new offers, and what was said."""

from sihe.interaction.handovers.answers import Answer, open_answers
from sihe.interaction.handovers.models import OPEN, Handover
from sihe.interaction.handovers.queries import thread
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.ui.panels import Panel, panel

HANDABLE = frozenset({states.TRIAGE, states.RECEIVED, states.WORKING})


def _thread(request: Request, matter: Matter) -> list[Handover]:
    """Return the hand-overs of the matter, read once a page."""
    read: dict[int, list[Handover]] = request.__dict__.setdefault("read_handovers", {})
    if matter.pk not in read:
        read[matter.pk] = list(thread(matter))
    return read[matter.pk]


@panel("matter", order=10)
def answer_due(request: Request, matter: Matter) -> Panel | None:
    """Offer the answers to an open offer, to the side that has the move."""
    open_ones: list[tuple[Handover, list[Answer]]] = [
        (handover, open_answers(request.actor, handover))
        for handover in _thread(request, matter)
        if handover.state in OPEN
    ]
    due = [{"handover": h, "answers": answers} for h, answers in open_ones if answers]
    if not due:
        return None
    organisation = request.actor.organisation
    return Panel("handovers/parts/due.html", {"due": due, "own": organisation}, "acts")


@panel("matter", order=20)
def hand_on(request: Request, matter: Matter) -> Panel | None:
    """Offer to hand the matter on, or to ask others for help."""
    actor = request.actor
    if matter.state in states.END or matter.state in (states.FINISHED, states.ANSWERED):
        return None
    give = matter.state in HANDABLE and may("handovers.offer", actor, matter)
    ask = may("handovers.ask_support", actor, matter)
    if not give and not ask:
        return None
    return Panel("handovers/parts/hand_on.html", {"give": give, "ask": ask}, "acts_after")


@panel("matter", order=30)
def negotiation(request: Request, matter: Matter) -> Panel | None:
    """Show what was said between the two sides."""
    rows = _thread(request, matter)
    return Panel("handovers/parts/thread.html", {"rows": rows}) if rows else None
