"""The moves of those who deal with a matter, check it or take it back."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from sihe.interaction.handling.actions.noting import note_with_photos
from sihe.interaction.handling.facts import Noted
from sihe.interaction.matters import states
from sihe.interaction.matters.actions.stepping import (
    clock_again,
    first_alert,
    locked,
    now_or,
    stand_still,
    step,
    write,
)
from sihe.interaction.matters.models import Matter, Note, NoteKind
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.calendar.queries import add_term
from sihe.kernel.facts import About, Actor
from sihe.kernel.files.actions import keep_photo
from sihe.kernel.responsibilities.queries import number
from sihe.teams.turnover.queries import left


def _noted(matter: Matter, note: Note | None) -> list[Noted]:
    return [Noted(matter=matter.pk, note=note.pk, kind=note.kind)] if note else []


@transaction.atomic
def start(*, by: Actor, matter: Matter, at: datetime | None = None) -> Matter:
    """Begin to work on a matter that waits."""
    matter = locked(matter)
    require("matters.handle", by, matter)
    return step(
        matter, "start", by=by, at=(moment := now_or(at)), started_at=matter.started_at or moment
    )


@transaction.atomic
def ask(*, by: Actor, matter: Matter, text: str, at: datetime | None = None) -> Matter:
    """Ask the resident for what is missing; the inner clock stands still until they answer."""
    return _stand_still("ask", by, matter, text, NoteKind.QUESTION, now_or(at))


@transaction.atomic
def pause(*, by: Actor, matter: Matter, reason: str, at: datetime | None = None) -> Matter:
    """Pause a matter for a stated reason; what residents were promised does not move."""
    return _stand_still("pause", by, matter, reason, NoteKind.PROGRESS, now_or(at))


@transaction.atomic
def hang(
    *, by: Actor, matter: Matter, reason: str, review_on: date, at: datetime | None = None
) -> Matter:
    """Hang up what cannot be solved now (挂账), with a day to look again.

    Raises:
        Refused: `review_in_past`, when that day is not ahead.
    """
    moment = now_or(at)
    if review_on <= timezone.localdate(moment):
        raise Refused("review_in_past", field="review_on")
    return _stand_still("hang", by, matter, reason, NoteKind.PROGRESS, moment, review_on)


def _stand_still(
    name: str,
    by: Actor,
    matter: Matter,
    text: str,
    kind: str,
    at: datetime,
    review_on: date | None = None,
) -> Matter:
    matter = locked(matter)
    require("matters.handle", by, matter)
    _refuse_wrong(matter, name)
    note = write(matter, by=by, kind=kind, text=text, at=at)
    changes: dict[str, Any] = clock_again(matter, at)
    stand_still(matter, name, text, at, review_on)
    return step(matter, name, by=by, at=at, note=note, facts=_noted(matter, note), **changes)


@transaction.atomic
def resume(*, by: Actor, matter: Matter, text: str = "", at: datetime | None = None) -> Matter:
    """Go on with what was paused, hung up or waiting for the resident."""
    matter, moment = locked(matter), now_or(at)
    require("matters.handle", by, matter)
    _refuse_wrong(matter, "resume")
    note = write(matter, by=by, kind=NoteKind.PROGRESS, text=text, at=moment, needed=False)
    changes = clock_again(matter, moment)
    return step(
        matter, "resume", by=by, at=moment, note=note, facts=_noted(matter, note), **changes
    )


@transaction.atomic
def supply(
    *,
    by: Actor,
    matter: Matter,
    text: str,
    photos: Sequence[UploadedFile] = (),
    at: datetime | None = None,
) -> Note:
    """Take what the resident adds; a matter that waited for it goes on, others stay as they are."""
    matter, moment = locked(matter), now_or(at)
    require("matters.supply", by, matter)
    if matter.state in states.END:
        raise Refused("already_ended", state=matter.state)
    note = note_with_photos(
        matter, by=by, kind=NoteKind.SUPPLEMENT, text=text, photos=photos, at=moment,
        quiet=matter.state == states.ASKING,
    )  # fmt: skip
    if matter.state == states.ASKING:
        changes = clock_again(matter, moment)
        step(matter, "supply", by=by, at=moment, note=note, facts=_noted(matter, note), **changes)
    return note


@transaction.atomic
def finish(
    *,
    by: Actor,
    matter: Matter,
    text: str,
    photos: Sequence[UploadedFile] = (),
    at: datetime | None = None,
) -> Matter:
    """Say what was done and hand the matter in to be checked.

    Raises:
        Refused: `open_parts`, naming how many compulsory parts are neither done nor excused.
    """
    matter, moment = locked(matter), now_or(at)
    require("matters.handle", by, matter)
    _refuse_wrong(matter, "finish")
    unfinished = open_compulsory(matter)
    if unfinished:
        raise Refused("open_parts", count=unfinished)
    note = write(matter, by=by, kind=NoteKind.ANSWER, text=text, at=moment)
    assert note is not None
    for photo in photos:
        keep_photo(by=by, upload=photo, about=About("note", note.pk), at=moment)
    return step(
        matter, "finish", by=by, at=moment, note=note, facts=_noted(matter, note),
        finished_at=moment, started_at=matter.started_at or moment, answer=note.text,
    )  # fmt: skip


def open_compulsory(matter: Matter) -> int:
    """Count the compulsory parts that are neither done nor excused."""
    done = (states.FINISHED, states.ANSWERED, *states.END)
    return matter.parts.filter(compulsory=True, excuse="").exclude(state__in=done).count()


@transaction.atomic
def check(
    *, by: Actor, matter: Matter, passed: bool, text: str = "", at: datetime | None = None
) -> Matter:
    """Check what was handed in: passed, the resident gets the answer; else it goes back with what is missing."""
    matter, moment = locked(matter), now_or(at)
    require("matters.check", by, matter)
    if passed:
        matter = step(matter, "check", by=by, at=moment)
        if not matter.reporters.exists():
            matter = step(matter, "close", by=by, at=moment)  # nobody to ask
        return matter
    _refuse_wrong(matter, "send_back")
    note = write(matter, by=by, kind=NoteKind.INTERNAL, text=text, at=moment)
    changes: dict[str, Any] = {"finished_at": None}
    if matter.due_at:
        changes["alert_at"] = max(first_alert(matter.created_at, matter.due_at), moment)
    return step(
        matter, "send_back", by=by, at=moment, note=note, facts=_noted(matter, note), **changes
    )


@transaction.atomic
def close(*, by: Actor, matter: Matter, at: datetime | None = None) -> Matter:
    """Close an answered matter."""
    matter = locked(matter)
    require("matters.close", by, matter)
    return step(matter, "close", by=by, at=now_or(at))


@transaction.atomic
def reopen(*, by: Actor, matter: Matter, text: str, at: datetime | None = None) -> Matter:
    """Take up an answered or closed matter again, within the term; a fresh term begins.

    Raises:
        Refused: `reopen_too_late`, with the number of days.
    """
    matter, moment = locked(matter), now_or(at)
    require("matters.reopen", by, matter)
    _refuse_wrong(matter, "reopen")
    days = number("matters.reopen_days").value
    ended = matter.ended_at or matter.finished_at
    if ended is not None and moment > ended + timedelta(days=days):
        raise Refused("reopen_too_late", days=days)
    note = write(matter, by=by, kind=NoteKind.SUPPLEMENT, text=text, at=moment)
    line = matter.responsibility
    due = add_term(moment, line.term if line else 7, line.term_unit if line else "days")
    if matter.assignee_id is not None and left(matter.assignee_id, matter.accountable_id):
        matter.assignee_id = None  # back to all: who had it has left
        matter.save(update_fields=["assignee"])
    return step(
        matter, "reopen", by=by, at=moment, note=note, facts=_noted(matter, note),
        reopened=matter.reopened + 1, ended_at=None, finished_at=None, settled_at_once=False,
        due_at=due, promised_at=due, alert_at=first_alert(moment, due), alert_level=1,
    )  # fmt: skip


@transaction.atomic
def reject(*, by: Actor, matter: Matter, text: str, at: datetime | None = None) -> Matter:
    """Refuse a matter that nobody here can deal with; `text` says why and who can."""
    return _end("reject", "matters.route", by, matter, text, now_or(at))


@transaction.atomic
def withdraw(*, by: Actor, matter: Matter, text: str = "", at: datetime | None = None) -> Matter:
    """Take a report back before anybody works on it; a resident only while nobody else waits for it, too.

    Raises:
        Refused: `others_wait`.
    """
    if by.kind == "resident" and locked(matter).reporters.count() > 1:
        raise Refused("others_wait")
    return _end("withdraw", "matters.withdraw", by, matter, text or "不用办了", now_or(at))


def _end(name: str, permission: str, by: Actor, matter: Matter, text: str, at: datetime) -> Matter:
    matter = locked(matter)
    require(permission, by, matter)
    _refuse_wrong(matter, name)
    note = write(matter, by=by, kind=NoteKind.ANSWER, text=text, at=at)
    return step(
        matter, name, by=by, at=at, note=note, facts=_noted(matter, note), answer=text.strip()
    )


def _refuse_wrong(matter: Matter, name: str) -> None:
    """Refuse before anything is written, so that the state is named and not a missing text."""
    move = states.WORKFLOWS[matter.workflow].moves[name]
    if matter.state not in move.sources:
        raise Refused("wrong_state", state=matter.state, move=name)
