"""What wishes add: to the door, to the own page of who may answer, and to the desk."""

from django.utils import timezone

from sihe.interaction.accounts.queries import Own, label_of
from sihe.interaction.joining.queries import waiting_at, waiting_for
from sihe.kernel.access.requests import Request
from sihe.kernel.ui.panels import Panel, panel

MOST = 50


@panel("door", order=90)
def without_slip(request: Request, _thing: None) -> Panel | None:
    """Lead who has no slip to those who can confirm them."""
    return Panel("joining/parts/door.html")


@panel("my", order=5)
def to_answer(request: Request, own: Own) -> Panel | None:
    """Ask a grown-up of the household about who says that they live there; nobody else sees it."""
    if own.home is None or not own.vouches:
        return None
    rows = list(waiting_at(own.home.dwelling))
    return Panel("joining/parts/own.html", {"rows": rows}) if rows else None


@panel("residents", order=10)
def at_the_desk(request: Request, _thing: None) -> Panel | None:
    """Show who waits where a member of staff serves, the oldest first."""
    rows = [(one, label_of(one.dwelling)) for one in waiting_for(request.actor)[:MOST]]
    told = {"rows": rows, "now": timezone.now()}
    return Panel("joining/parts/desk.html", told) if rows else None
