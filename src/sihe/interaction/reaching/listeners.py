"""What follows from a bulletin: when hours to confirm are over, those who go from door to door are told."""

from django.urls import reverse

from sihe.interaction.bulletins.facts import DoorsDue
from sihe.interaction.bulletins.models import Bulletin, Reach
from sihe.interaction.bulletins.queries import about, board
from sihe.kernel.facts import Fact
from sihe.kernel.journal.listening import listens
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.actions import tell_staff
from sihe.kernel.organisations.queries import people_holding, people_watching
from sihe.kernel.places.models import Area, Level


@listens(DoorsDue)
def tell_who_goes(fact: Fact, entry: Entry) -> None:
    """Tell the organisation, and who tells residents in the areas of buildings where homes are left."""
    if not isinstance(fact, DoorsDue) or not fact.households:
        return
    bulletin = Bulletin.objects.filter(pk=fact.bulletin).first()
    if bulletin is None:
        return
    left = {line.building for line in board(bulletin) if line.left}
    reaches = Reach.objects.filter(bulletin=bulletin, building__in=left).select_related("building")
    above = {int(id_) for r in reaches for id_ in r.building.path.split("/") if id_}
    near = Area.objects.filter(pk__in=above, level__in=(Level.GRID, Level.BUILDING))
    people = set(people_holding(bulletin.organisation_id, "notices.tell"))
    tell_staff(
        people=people | set(people_watching("notices.tell", near.values_list("pk", flat=True))), code="bulletins.doors",
        values={"title": bulletin.title, "n": fact.households}, about=about(bulletin),
        url=reverse("reaching:doors", args=[bulletin.pk]), entry=entry.seq, urgent=True,
    )  # fmt: skip
