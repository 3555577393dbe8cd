"""Who within the accountable organisation deals with a matter."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sihe.interaction.handling.facts import Assigned
from sihe.interaction.matters import states
from sihe.interaction.matters.actions.stepping import abouts, locked
from sihe.interaction.matters.models import Matter
from sihe.interaction.matters.queries import in_hand
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import Actor
from sihe.kernel.journal.actions import record
from sihe.kernel.organisations.models import Mandate, Section
from sihe.kernel.organisations.queries import current
from sihe.teams.turnover.actions import refuse_leaver


@transaction.atomic
def assign(
    *, by: Actor, matter: Matter, person: int | None = None, section: int | None = None,
    at: datetime | None = None,
) -> Matter:  # fmt: skip
    """Give a matter to a person or a section of the accountable organisation; neither: back to all.

    Raises:
        Refused: `not_in_organisation`, when the person or section belongs elsewhere.
    """
    matter = locked(matter)
    require("matters.assign", by, matter)
    organisation = matter.accountable_id
    if person is not None:
        held = Mandate.objects.filter(current(), person=person, organisation=organisation).first()
        if held is None:
            raise Refused("not_in_organisation", field="person")
        refuse_leaver(person, organisation)
        section = section or held.section_id
    elif section and not Section.objects.filter(pk=section, organisation=organisation).exists():
        raise Refused("not_in_organisation", field="section")
    matter.assignee_id, matter.section_id = person, section
    matter.save(update_fields=["assignee", "section"])
    fact = Assigned(matter=matter.pk, person=person, section=section)
    record(fact, by=by, about=abouts(matter), at=at)
    return matter


@transaction.atomic
def claim(*, by: Actor, matter: Matter, at: datetime | None = None) -> Matter:
    """Take a matter out of the pool of one's own organisation: 我来办.

    Raises:
        Refused: `taken_already`, with the name of the colleague who was first.
    """
    matter = locked(matter)
    require("matters.handle", by, matter)
    if matter.state in states.END:
        raise Refused("already_ended", state=matter.state)
    if matter.assignee_id is not None and matter.assignee_id != by.person:
        raise Refused("taken_already", name=str(matter.assignee))
    if by.person is not None and by.organisation is not None:
        refuse_leaver(by.person, by.organisation)
    matter.assignee_id, matter.section_id = by.person, by.section
    matter.save(update_fields=["assignee", "section"])
    fact = Assigned(matter=matter.pk, person=by.person, section=by.section)
    record(fact, by=by, about=abouts(matter), at=at)
    return matter


@transaction.atomic
def pass_on(
    *, by: Actor, giver: int, organisation: int, matters: Sequence[int], receiver: int
) -> int:
    """Give what a colleague who leaves had in hand to another; called by turnover alone, which says who may."""
    require("matters.pass_on", by)
    refuse_leaver(receiver, organisation)
    rows = in_hand(giver, organisation).filter(pk__in=matters).select_for_update(of=("self",))
    passed = list(rows.order_by("pk"))
    rows.update(assignee=receiver)
    for matter in passed:
        fact = Assigned(matter=matter.pk, person=receiver, section=matter.section_id)
        record(fact, by=by, about=abouts(matter))
    return len(passed)
