"""The moves that triage and hand-overs make with a matter; who may call them is said there."""

from datetime import datetime
from typing import Any

from django.db import transaction

from sihe.interaction.matters.actions.stepping import first_alert, locked, now_or, remember, step
from sihe.interaction.matters.models import Matter
from sihe.kernel.access.rules import require
from sihe.kernel.facts import Actor
from sihe.kernel.responsibilities.models import Share


@transaction.atomic
def to_triage(*, by: Actor, matter: Matter, reason: str, at: datetime | None = None) -> Matter:
    """Send a matter to triage: nobody fits, and a person must decide."""
    matter = locked(matter)
    require("matters.route", by, matter)
    return step(matter, "to_triage", by=by, at=now_or(at), triage_reason=reason)


@transaction.atomic
def offer_out(*, by: Actor, matter: Matter, at: datetime | None = None) -> Matter:
    """Mark a matter as offered to another organisation; the giver stays accountable."""
    matter, moment = locked(matter), now_or(at)
    require("matters.offer", by, matter)
    return step(matter, "route_to_offer", by=by, at=moment, triage_reason="")


@transaction.atomic
def show_to(*, by: Actor, matter: Matter, organisation: int, at: datetime | None = None) -> Matter:
    """Let an organisation read a matter that is offered to it; called by hand-overs only."""
    require("matters.show", by, matter)
    remember(matter, organisation, "past", now_or(at))
    return matter


@transaction.atomic
def accept_for(
    *,
    by: Actor,
    matter: Matter,
    organisation: int,
    due_at: datetime | None,
    at: datetime | None = None,
) -> Matter:
    """Make an organisation accountable for a matter that was offered to it; called by hand-overs only."""
    matter, moment = locked(matter), now_or(at)
    require("matters.take", by, matter)
    remember(matter, matter.accountable_id, "past", moment)
    changes: dict[str, Any] = {
        "accountable_id": organisation, "section_id": None, "assignee_id": None
    }  # fmt: skip
    if due_at is not None and due_at != matter.due_at:
        changes |= {
            "due_at": due_at,
            "alert_at": max(first_alert(moment, due_at), moment),
            "alert_level": 1,
        }
    return step(matter, "accept", by=by, at=moment, **changes)


@transaction.atomic
def join_in(*, by: Actor, matter: Matter, organisation: int, at: datetime | None = None) -> Matter:
    """Let an organisation support a matter that it was asked to support; called by hand-overs only."""
    matter = locked(matter)
    require("matters.take", by, matter)
    remember(matter, organisation, Share.SUPPORTING, now_or(at))
    return matter


@transaction.atomic
def take_back(*, by: Actor, matter: Matter, at: datetime | None = None) -> Matter:
    """End an offer that came to nothing; the giver, accountable all along, has it in hand again."""
    matter = locked(matter)
    require("matters.take", by, matter)
    return step(matter, "give_back", by=by, at=now_or(at))
