"""What is written on a matter while it is dealt with."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sihe.interaction.handling.facts import Noted
from sihe.interaction.matters import states
from sihe.interaction.matters.actions.stepping import abouts, locked, now_or, step, write
from sihe.interaction.matters.models import Matter, Note, NoteKind, Urgency
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.files.actions import keep_photo
from sihe.kernel.journal.actions import record


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
def set_urgency(*, by: Actor, matter: Matter, urgent: bool, at: datetime | None = None) -> Matter:
    """Mark a matter as urgent or ordinary."""
    matter = locked(matter)
    require("matters.note", by, matter)
    matter.urgency = Urgency.URGENT if urgent else Urgency.ORDINARY
    matter.save(update_fields=["urgency"])
    text = "标为紧急" if urgent else "改为一般"
    note_with_photos(matter, by=by, kind=NoteKind.INTERNAL, text=text, photos=(), at=now_or(at))
    return matter
