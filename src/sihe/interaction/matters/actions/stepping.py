"""One step of a matter: lock, check the state machine, change, record."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter, Note, Participant, Pause
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import About, Actor, Fact
from sihe.kernel.facts.matters import Moved
from sihe.kernel.journal.actions import record
from sihe.kernel.responsibilities.queries import number

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 O 1 I L, which old eyes mix up


def draw(length: int) -> str:
    """Return a random word of the unambiguous alphabet (31 letters: 4.95 bit each)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def locked(matter: Matter) -> Matter:
    """Read the matter again and keep others from changing it until the transaction ends."""
    return Matter.objects.select_for_update(of=("self",)).get(pk=matter.pk)


def abouts(matter: Matter, *more: About) -> list[About]:
    """Return what a fact of a matter is about: the matter, the whole of a part, and more."""
    found = [About("matter", matter.pk), *more]
    if matter.parent_id:
        found.append(About("matter", matter.parent_id))
    return found


def step(
    matter: Matter,
    name: str,
    *,
    by: Actor,
    at: datetime,
    note: Note | None = None,
    facts: Sequence[Fact] = (),
    **changes: Any,
) -> Matter:
    """Make one move of the matter's own workflow version and record it; `matter` must be locked.

    Raises:
        Refused: `wrong_state`, with the state that the matter is in now.
    """
    move = states.WORKFLOWS[matter.workflow].moves[name]
    if matter.state not in move.sources:
        raise Refused("wrong_state", state=matter.state, move=name)
    source, matter.state = matter.state, move.target
    for field, value in changes.items():
        setattr(matter, field, value)
    if move.target in states.END:
        matter.ended_at, matter.alert_at = at, None
    elif move.target in states.CLOCK_STOPS or move.target in (states.FINISHED, states.ANSWERED):
        matter.alert_at = None
    matter.save(update_fields={"state", "ended_at", "alert_at", *changes})
    moved = Moved(
        matter=matter.pk, move=name, source=source, target=move.target,
        accountable=matter.accountable_id, note=note.pk if note else None,
    )  # fmt: skip
    record(*facts, moved, by=by, about=abouts(matter), at=at)
    return matter


def write(
    matter: Matter, *, by: Actor, kind: str, text: str, at: datetime, needed: bool = True
) -> Note | None:
    """Write a note; without words nothing, or a refusal where words are needed.

    Raises:
        Refused: `text_missing`, `text_too_long`.
    """
    words = text.strip()
    if not words:
        if needed:
            raise Refused("text_missing", field="text")
        return None
    if len(words) > 2000:
        raise Refused("text_too_long", field="text", length=len(words), most=2000)
    return Note.objects.create(
        matter=matter,
        kind=kind,
        text=words,
        author_id=by.person,
        organisation_id=by.organisation,
        at=at,
    )


def first_alert(created: datetime, due: datetime) -> datetime:
    """Return when a near deadline is told first: when the last quarter (dated number) begins."""
    return due - (due - created) * number("matters.alert_percent").value / 100


def stand_still(
    matter: Matter, name: str, reason: str, at: datetime, review_on: date | None = None
) -> None:
    """Stop the inner clock for a move to a state in which it stands."""
    target = states.WORKFLOWS[matter.workflow].moves[name].target
    Pause.objects.create(
        matter=matter, state=target, reason=reason.strip()[:200], since=at, review_on=review_on
    )


def clock_again(matter: Matter, at: datetime) -> dict[str, Any]:
    """End the open pause and return the changes that move the inner deadline by its length, up to the cap."""
    pause = Pause.objects.filter(matter=matter, until__isnull=True).first()
    if pause is None:
        return {}
    pause.until = at
    pause.save(update_fields=["until"])
    if matter.due_at is None:
        return {}
    cap = timedelta(days=number("matters.pause_cap_days").value)
    due = matter.due_at + min(at - pause.since, cap)
    return {"due_at": due, "alert_at": max(first_alert(at, due), at), "alert_level": 1}


def remember(matter: Matter, organisation: int, share: str, at: datetime) -> None:
    """Note that an organisation has a share of a matter, once."""
    Participant.objects.get_or_create(
        matter=matter, organisation_id=organisation, share=share, defaults={"since": at}
    )


def now_or(at: datetime | None) -> datetime:
    """Return the given moment, or now."""
    return at or timezone.now()
