"""Those who serve the place are told that somebody says they live there."""

from sihe.interaction.joining.facts import MembershipAsked
from sihe.interaction.joining.models import MembershipRequest, RequestState
from sihe.kernel.facts import About, Fact
from sihe.kernel.journal.listening import listens
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.actions import tell_staff
from sihe.kernel.organisations.queries import people_watching


@listens(MembershipAsked)
def tell_who_serves(fact: Fact, entry: Entry) -> None:
    """Put it before them: the building, no flat and no name."""
    rows = MembershipRequest.objects.select_related("dwelling__building__compound")
    found = rows.filter(pk=getattr(fact, "request", 0), state=RequestState.WAITING).first()
    if found is None:
        return
    building = found.dwelling.building
    areas = [int(part) for part in building.path.split("/") if part]
    place = f"{building.compound.name if building.compound else ''} {building.name}".strip()
    tell_staff(
        people=people_watching("accounts.serve", areas, building.compound_id), code="joining.asked",
        values={"place": place}, url="/slips/", about=About("dwelling", found.dwelling_id),
        entry=entry.seq, at=entry.at,
    )  # fmt: skip
