"""What acting for another adds: to the own page, and to a flat at the desk."""

from sihe.interaction.accounts.queries import Flat, Own, seen_name
from sihe.interaction.standins.forms import ActsForm, DeskActsForm, GuardForm
from sihe.interaction.standins.queries import agreements, agreements_at, words_of
from sihe.kernel.access.requests import Request
from sihe.kernel.ui.panels import Panel, panel


@panel("my", order=40)
def own(request: Request, _own: Own) -> Panel | None:
    """Show who acts for whom, how to end it, and how to let somebody act."""
    person = request.actor.person or 0
    rows = [(one, one.principal_id == person, words_of(one)) for one in agreements(person)]
    return Panel("standins/parts/own.html", {"rows": rows, "form": ActsForm(auto_id="acts_%s")})


@panel("flat", order=40)
def at_the_desk(request: Request, flat: Flat) -> Panel | None:
    """Show the agreements of a flat, and write a new one down before its resident."""
    dwelling, people = flat.dwelling, flat.people
    grown = [(str(m.person.pk), seen_name(m.person.name)) for m in people if not m.child]
    children = [(str(m.person.pk), seen_name(m.person.name)) for m in people if m.child]
    rows = [(one, words_of(one)) for one in agreements_at(dwelling)]
    told = {
        "dwelling": dwelling, "rows": rows, "grown": grown, "children": children,
        "form": DeskActsForm(people=grown, auto_id="stand_%s"),
        "guard": GuardForm(children=children, people=grown, auto_id="guard_%s"),
    }  # fmt: skip
    return Panel("standins/parts/desk.html", told)
