"""What a resident's own data adds to the page of a matter: a wish that waits for an answer."""

from sihe.interaction.matters.models import Matter
from sihe.interaction.owndata.forms import AnswerForm
from sihe.interaction.owndata.queries import waiting_at
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.ui.panels import Panel, panel


@panel("matter", order=40)
def wishes(request: Request, matter: Matter) -> Panel | None:
    """Show who wants their data erased, until when an answer is due, and the answer itself to who may."""
    if getattr(matter, "open_erasure", None) is None:
        return None
    rows = waiting_at(matter)
    told = {
        "rows": [(row, AnswerForm(auto_id=f"erasure_{row.pk}_%s")) for row in rows],
        "may_answer": may("owndata.answer", request.actor, matter),
    }
    return Panel("owndata/parts/wish.html", told, "side")
