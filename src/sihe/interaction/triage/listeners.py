"""What triage hears: a rule of the matrix that could not be followed is told to those who can mend it."""

from datetime import timedelta

from django.urls import reverse

from sihe.kernel.facts import About, Fact
from sihe.kernel.facts.responsibilities import RuleBroken
from sihe.kernel.journal.listening import listens
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.actions import tell_staff
from sihe.kernel.organisations.models import Kind, Mandate
from sihe.kernel.organisations.queries import current
from sihe.kernel.responsibilities.models import Category

QUIET = timedelta(days=1)


@listens(RuleBroken)
def raise_alarm(fact: Fact, entry: Entry) -> None:
    """Tell the street office's editors of responsibilities; the same broken rule once a day."""
    if not isinstance(fact, RuleBroken) or _told_today(entry):
        return
    matter = next((id_ for kind, id_ in entry.about if kind == "matter"), None)
    about = About("matter", matter) if matter else About("category", fact.category or 0)
    people = editors(fact.street)
    name = Category.objects.filter(pk=fact.category or 0).values_list("name", flat=True).first()
    values = {"category": name or "", "reason": fact.reason}
    tell_staff(
        people=people, code="rule_broken", values=values, url=reverse("triage:list"), about=about,
        entry=entry.seq, at=entry.at,
    )  # fmt: skip


def editors(street: int | None) -> list[int]:
    """Return the persons of street offices who may edit responsibilities: of this street, else of all."""
    held = Mandate.objects.filter(
        current(), organisation__kind=Kind.STREET_OFFICE, organisation__active=True
    ).select_related("role", "area")
    may_edit = [m for m in held if "responsibilities.edit" in m.role.permissions]
    here = [m for m in may_edit if street is None or m.area_id in (None, street)]
    return sorted({m.person_id for m in here or may_edit})


def _told_today(entry: Entry) -> bool:
    earlier = Entry.objects.filter(
        fact=entry.fact, seq__lt=entry.seq, at__gt=entry.at - QUIET, at__lte=entry.at
    ).values_list("payload", flat=True)
    return any(payload == entry.payload for payload in earlier)
