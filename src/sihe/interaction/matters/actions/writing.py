"""What is written on a matter or corrected in it."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sihe.interaction.matters import states
from sihe.interaction.matters.actions.stepping import (
    abouts,
    first_alert,
    locked,
    now_or,
    step,
    write,
)
from sihe.interaction.matters.models import Matter, Note, NoteKind, Participant, Urgency
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.calendar.queries import add_term
from sihe.kernel.facts import About, Actor
from sihe.kernel.facts.matters import Assigned, Categorised, DueChanged, Located, Noted
from sihe.kernel.files.actions import keep_photo
from sihe.kernel.journal.actions import record
from sihe.kernel.organisations.models import Mandate, Section
from sihe.kernel.organisations.queries import current
from sihe.kernel.places.spots import Spot
from sihe.kernel.responsibilities.models import Category, Share
from sihe.kernel.responsibilities.queries import Resolution


def note_with_photos(
    matter: Matter, *, by: Actor, kind: str, text: str, photos: Sequence[UploadedFile], at: datetime,
    quiet: bool = False,
) -> Note:  # fmt: skip
    """Write a note with its photos; `quiet`: the caller records it together with a move."""
    note = write(matter, by=by, kind=kind, text=text or ("照片" if photos else ""), at=at)
    assert note is not None
    for photo in photos:
        keep_photo(by=by, upload=photo, about=About("note", note.pk), at=at)
    if not quiet:
        record(Noted(matter=matter.pk, note=note.pk, kind=kind), by=by, about=abouts(matter), at=at)
    return note


@transaction.atomic
def add_note(
    *, by: Actor, matter: Matter, text: str, kind: str = NoteKind.PROGRESS,
    photos: Sequence[UploadedFile] = (), at: datetime | None = None,
) -> Note:  # fmt: skip
    """Write on a matter. Progress by the accountable organisation also begins the work.

    Raises:
        Refused: `already_ended`; `text_missing`; `photo_...`.
    """
    matter, moment = locked(matter), now_or(at)
    require("matters.note", by, matter)
    if matter.state in states.END and kind != NoteKind.INTERNAL:
        raise Refused("already_ended", state=matter.state)
    note = note_with_photos(matter, by=by, kind=kind, text=text, photos=photos, at=moment)
    begins = kind == NoteKind.PROGRESS and by.organisation == matter.accountable_id
    if begins and matter.state == states.RECEIVED:
        step(matter, "start", by=by, at=moment, started_at=matter.started_at or moment)
    return note


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
    matter.assignee_id, matter.section_id = by.person, by.section
    matter.save(update_fields=["assignee", "section"])
    fact = Assigned(matter=matter.pk, person=by.person, section=by.section)
    record(fact, by=by, about=abouts(matter), at=at)
    return matter


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
    for level in ("street", "community", "grid", "building", "unit", "dwelling", "compound"):
        setattr(matter, f"{level}_id", getattr(spot, level))
    matter.lon, matter.lat = spot.lon, spot.lat
    matter.place_words = spot.words[:200] or matter.place_words
    matter.save()
    fact = Located(matter=matter.pk, street=spot.street, grid=spot.grid, building=spot.building)
    record(fact, by=by, about=abouts(matter), at=at)
    return matter


@transaction.atomic
def set_urgency(*, by: Actor, matter: Matter, urgent: bool, at: datetime | None = None) -> Matter:
    """Mark a matter as urgent or ordinary."""
    matter = locked(matter)
    require("matters.note", by, matter)
    matter.urgency = Urgency.URGENT if urgent else Urgency.ORDINARY
    matter.save(update_fields=["urgency"])
    text = "标为紧急" if urgent else "改为一般"
    note_with_photos(matter, by=by, kind=NoteKind.INTERNAL, text=text, photos=(), at=now_or(at))
    return matter


@transaction.atomic
def change_due(
    *, by: Actor, matter: Matter, due_at: datetime, reason: str, at: datetime | None = None
) -> Matter:
    """Move the deadline and what the resident was promised; the reason is told to the resident.

    Raises:
        Refused: `due_in_past`; `later_than_parent`, when a part would end after the whole.
    """
    matter, moment = locked(matter), now_or(at)
    require("matters.handle", by, matter)
    if due_at <= moment:
        raise Refused("due_in_past", field="due_at")
    if matter.parent and matter.parent.due_at and due_at > matter.parent.due_at:
        raise Refused("later_than_parent", field="due_at", due=matter.parent.due_at)
    note = write(matter, by=by, kind=NoteKind.PROGRESS, text=reason, at=moment)
    assert note is not None
    old = matter.due_at
    matter.due_at = matter.promised_at = due_at
    matter.alert_at, matter.alert_level = max(first_alert(matter.created_at, due_at), moment), 1
    matter.save(update_fields=["due_at", "promised_at", "alert_at", "alert_level"])
    fact = DueChanged(matter=matter.pk, old=old, new=due_at, note=note.pk)
    record(fact, by=by, about=abouts(matter), at=moment)
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
    _support(matter, resolution, moment)
    if resolution.accountable.pk == matter.accountable_id:
        return step(matter, "route_to_own", by=by, at=moment, triage_reason="")
    return matter


def _support(matter: Matter, resolution: Resolution, at: datetime) -> None:
    rows = [
        Participant(matter=matter, organisation=o, share=share, since=at)
        for share, organisations in (
            (Share.SUPPORTING, resolution.supporting),
            (Share.CONSULTED, resolution.consulted),
            (Share.INFORMED, resolution.informed),
        )
        for o in organisations
    ]
    Participant.objects.bulk_create(rows, ignore_conflicts=True)
