"""Parts of a matter: children with an organisation and a deadline of their own."""

from datetime import datetime

from django.db import transaction

from sihe.interaction.handling.facts import PartAdded, PartExcused
from sihe.interaction.matters import states
from sihe.interaction.matters.actions.registering import insert_part
from sihe.interaction.matters.actions.stepping import (
    abouts,
    locked,
    now_or,
    remember,
)
from sihe.interaction.matters.models import Matter
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import Actor
from sihe.kernel.facts.matters import Reported
from sihe.kernel.journal.actions import record
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.responsibilities.models import Share


@transaction.atomic
def add_part(
    *, by: Actor, matter: Matter, text: str, organisation: Organisation, due_at: datetime | None = None,
    compulsory: bool = True, at: datetime | None = None,
) -> Matter:  # fmt: skip
    """Give a part of a matter to an organisation, which then supports the whole.

    Raises:
        Refused: `already_ended`; `part_of_part`; `text_missing`; `later_than_parent`; `due_in_past`.
    """
    matter, moment = locked(matter), now_or(at)
    require("matters.part", by, matter)
    if matter.state in (*states.END, states.FINISHED, states.ANSWERED):
        raise Refused("already_ended", state=matter.state)
    if matter.parent_id:
        raise Refused("part_of_part")
    if not text.strip():
        raise Refused("text_missing", field="text")
    due = due_at or matter.due_at
    if due is not None and due <= moment:
        raise Refused("due_in_past", field="due_at")
    if due is not None and matter.due_at is not None and due > matter.due_at:
        raise Refused("later_than_parent", field="due_at", due=matter.due_at)
    part = insert_part(
        matter,
        by=by,
        text=text,
        organisation=organisation,
        due=due,
        compulsory=compulsory,
        at=moment,
    )
    remember(matter, organisation.pk, Share.SUPPORTING, moment)
    facts = (
        Reported(
            matter=part.pk, state=part.state, source=part.source, category=part.category_id,
            accountable=organisation.pk, triage_reason="",
        ),
        PartAdded(matter=matter.pk, part=part.pk, organisation=organisation.pk, compulsory=compulsory),
    )  # fmt: skip
    record(*facts, by=by, about=abouts(part), at=moment)
    return part


@transaction.atomic
def excuse_part(*, by: Actor, part: Matter, reason: str, at: datetime | None = None) -> Matter:
    """Excuse a compulsory part from being done, with a reason; its work so far stays.

    Raises:
        Refused: `no_part`; `text_missing`.
    """
    part = locked(part)
    if part.parent is None:
        raise Refused("no_part")
    require("matters.part", by, part.parent)
    if not reason.strip():
        raise Refused("text_missing", field="reason")
    part.excuse = reason.strip()[:200]
    part.save(update_fields=["excuse"])
    fact = PartExcused(matter=part.parent.pk, part=part.pk)
    record(fact, by=by, about=abouts(part), at=at)
    return part
