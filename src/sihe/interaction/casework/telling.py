"""Whom to tell of a matter, and how; the listeners of this module and of those above call it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter, Reporter
from sihe.kernel.facts import About
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.actions import tell_resident, tell_staff
from sihe.kernel.notices.registry import Recipient
from sihe.kernel.organisations.queries import people_holding, people_watching
from sihe.kernel.places.queries import place_label

STALE = timedelta(days=30)  # what is older is history brought along, no news for a colleague
RELATED = ("category", "accountable", "parent", "community", "grid", "building", "unit", "compound")


def matter_of(id_: int) -> Matter | None:
    """Return a matter with what its words need."""
    return Matter.objects.select_related(*RELATED).filter(pk=id_).first()


def doers(matter: Matter) -> list[int]:
    """Return who must act: the one it was given to, else who assigns, else everybody who may handle it."""
    if matter.assignee_id is not None:
        return [matter.assignee_id]
    own, section = matter.accountable_id, matter.section_id
    return people_holding(own, "matters.assign", section) or people_holding(
        own, "matters.handle", section
    )


def routers(matter: Matter) -> list[int]:
    """Return who places and routes what the matrix could not."""
    return people_holding(matter.accountable_id, "matters.route")


def checkers(matter: Matter) -> list[int]:
    """Return who checks: of the whole's accountable organisation, else of the one that received it first."""
    lead = matter.parent.accountable_id if matter.parent else matter.first_receiver_id
    return people_holding(lead, "matters.check")


def overseers(matter: Matter) -> list[int]:
    """Return who watches over the street, and who assigns in the organisation that received it first."""
    areas = [a for a in (matter.street_id,) if a is not None]
    return people_watching("matters.oversee", areas)


def colleagues(
    matter: Matter, entry: Entry, code: str, people: Iterable[int], **values: object
) -> None:
    """Give people a notice about a matter; not to who did it, not of old history or of what has ended."""
    told = [person for person in people if person != entry.person_id]
    if not told or matter.state in states.END or timezone.now() - entry.at > STALE:
        return
    what = f"{matter.category or _('事项')} {matter.code}"
    tell_staff(
        people=told, code=code, values={"what": what, **values},
        url=reverse("matters:detail", args=[matter.code]), about=About("matter", matter.pk),
        entry=entry.seq, at=entry.at,
    )  # fmt: skip


def residents(
    matter: Matter, entry: Entry, text: str, whom: Iterable[Reporter] | None = None
) -> None:
    """Tell the residents who reported a matter; nobody hears of the parts it is divided into."""
    if not text or matter.parent_id is not None or entry.actor_kind == "importer":
        return
    public = matter.category is not None and matter.category.public
    link = f"/q/{matter.code}/" if public else f"/follow/?code={matter.code}"
    for reporter in matter.reporters.all() if whom is None else whom:
        tell_resident(
            text=text, link=link, about=About("matter", matter.pk),
            recipient=About("reporter", reporter.pk), entry=entry.seq,
            organisation=matter.first_receiver_id, area=matter.building_id or matter.grid_id,
            at=entry.at,
        )  # fmt: skip


def reporters_found(ids: Sequence[int]) -> Mapping[int, Recipient]:
    """Return who the recipients of messages are; called by the list of those to be told."""
    rows = Reporter.objects.filter(pk__in=ids).select_related(
        *(f"matter__{name}" for name in ("community", "grid", "building", "unit", "compound"))
    )
    return {r.pk: Recipient(name=r.name, phone=r.phone, place=place_label(r.matter)) for r in rows}
