"""What is corrected in a matter: its category, its place, who deals with it by the list."""

from datetime import datetime

from django.db import transaction

from sihe.interaction.matters.actions.registering import PLACE, shares
from sihe.interaction.matters.actions.stepping import abouts, first_alert, locked, now_or, step
from sihe.interaction.matters.models import Matter, Participant
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.calendar.queries import add_term
from sihe.kernel.facts import Actor
from sihe.kernel.facts.matters import Categorised, Located
from sihe.kernel.journal.actions import record
from sihe.kernel.places.spots import Spot
from sihe.kernel.responsibilities.models import Category
from sihe.kernel.responsibilities.queries import Resolution


@transaction.atomic
def set_category(
    *, by: Actor, matter: Matter, category: Category, at: datetime | None = None
) -> Matter:
    """Set or correct the category; who is accountable does not change by this alone."""
    matter = locked(matter)
    require("matters.route", by, matter)
    old, matter.category = matter.category_id, category
    matter.save(update_fields=["category"])
    fact = Categorised(matter=matter.pk, old=old, new=category.pk)
    record(fact, by=by, about=abouts(matter), at=at)
    return matter


@transaction.atomic
def set_place(*, by: Actor, matter: Matter, spot: Spot, at: datetime | None = None) -> Matter:
    """Set or correct the place."""
    matter = locked(matter)
    require("matters.route", by, matter)
    for level in PLACE:
        setattr(matter, f"{level}_id", getattr(spot, level))
    matter.lon, matter.lat = spot.lon, spot.lat
    matter.place_words = spot.words[:200] or matter.place_words
    matter.save()
    fact = Located(matter=matter.pk, street=spot.street, grid=spot.grid, building=spot.building)
    record(fact, by=by, about=abouts(matter), at=at)
    return matter


@transaction.atomic
def route(
    *, by: Actor, matter: Matter, resolution: Resolution, at: datetime | None = None
) -> Matter:
    """Route a matter in triage by a resolution; when another must accept, the caller offers it next.

    The line's own term runs from the report, not from now; what the resident was promised never moves later.

    Raises:
        Refused: `still_unresolved`, with the reason.
    """
    matter, moment = locked(matter), now_or(at)
    require("matters.route", by, matter)
    if resolution.reason or resolution.accountable is None:
        raise Refused("still_unresolved", reason=resolution.reason)
    matter.responsibility, matter.phase = resolution.responsibility, resolution.phase
    due = add_term(matter.created_at, resolution.term, resolution.term_unit)
    due = min(due, matter.promised_at or due)
    matter.due_at = matter.promised_at = due
    matter.alert_at, matter.alert_level = first_alert(matter.created_at, due), 1
    matter.save(update_fields={
        "responsibility", "phase", "due_at", "promised_at", "alert_at", "alert_level"
    })  # fmt: skip
    rows = shares(matter, resolution, moment)
    Participant.objects.bulk_create(rows, ignore_conflicts=True)
    if resolution.accountable.pk == matter.accountable_id:
        return step(matter, "route_to_own", by=by, at=moment, triage_reason="")
    return matter
