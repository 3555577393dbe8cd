"""Telling staff and residents, and ticking off who knows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.facts.notices import Marked
from sihe.kernel.journal.actions import record
from sihe.kernel.notices import rules as _rules  # noqa: F401  (registers the rules)
from sihe.kernel.notices import states
from sihe.kernel.notices.many import insert
from sihe.kernel.notices.models import Delivery, Message, Notice
from sihe.kernel.notices.queries import GROUP_LIMIT
from sihe.kernel.notices.registry import carriers
from sihe.kernel.notices.rules import within_reach
from sihe.kernel.notices.senders import enabled


@transaction.atomic
def tell_staff(
    *, people: Iterable[int], code: str, values: dict[str, Any], url: str, about: About, entry: int,
    at: datetime | None = None, urgent: bool = False,
) -> None:  # fmt: skip
    """Put a notice before each person, once per (entry, person, code), however often it is called.

    Of who is away the deputy is told, too; the absent one finds it on coming back.
    `values` fill the words of `code`; they hold no personal data of residents. Only listeners call this:
    what caused it is already in the journal under the number `entry`. An urgent one passes quiet hours.
    """
    moment, people = at or timezone.now(), set(people)
    away = {a: d for carry in carriers for a, d in carry(sorted(people), about).items()}
    told = {deputy: {**values, "for": name} for deputy, name in away.values()}
    told |= dict.fromkeys(people, values)
    wanted = sorted(told)
    there = set(
        Notice.objects.filter(entry=entry, code=code, person__in=wanted).values_list(
            "person", flat=True
        )
    )
    fresh = [
        Notice(
            person_id=person, code=code, values=told[person], url=url, about_kind=about.kind,
            about_id=about.id, entry=entry, at=moment, urgent=urgent,
        )
        for person in wanted
        if person not in there
    ]  # fmt: skip
    made = Notice.objects.bulk_create(fresh)
    Delivery.objects.bulk_create(
        Delivery(notice=notice, sender=name, next_try=moment)
        for notice in made
        if notice.person_id not in away
        for name in enabled("staff")
    )


@transaction.atomic
def tell_resident(
    *, text: str, link: str, about: About, recipient: About, entry: int, organisation: int,
    area: int | None = None, at: datetime | None = None,
) -> Message:  # fmt: skip
    """Make a message to a resident, once per (entry, recipient), however often it is called.

    `text` has at most 120 characters, `link` is a path of this installation or an address.
    `organisation` has to tell those who do not read; `area` is the resident's building or the nearest
    area known, by which the list of those to be told is grouped.
    """
    if len(text) > GROUP_LIMIT:
        raise ValueError(f"a message of {len(text)} characters; at most {GROUP_LIMIT}")
    moment = at or timezone.now()
    message, made = Message.objects.get_or_create(
        entry=entry, recipient_kind=recipient.kind, recipient_id=recipient.id,
        defaults={
            "text": text, "link": link, "about_kind": about.kind, "about_id": about.id,
            "organisation_id": organisation, "area_id": area, "at": moment,
            "state": states.WAITING,
        },
    )  # fmt: skip
    if made:
        Delivery.objects.bulk_create(
            Delivery(message=message, sender=name, next_try=moment) for name in enabled("resident")
        )
    return message


@transaction.atomic
def tell_residents(
    *, text: str, about: About, kind: str, recipients: Iterable[tuple[int, int | None, str]], entry: int,
    organisation: int, urgent: bool = False, at: datetime | None = None,
) -> int:  # fmt: skip
    """Tell many residents the same: (id, area, link) each, once per (entry, recipient); return how many."""
    if len(text) > GROUP_LIMIT:
        raise ValueError(f"a message of {len(text)} characters; at most {GROUP_LIMIT}")
    moment = at or timezone.now()
    rows = Message.objects.filter(entry=entry, recipient_kind=kind)
    there = set(rows.values_list("recipient_id", flat=True))
    fresh = [row for row in recipients if row[0] not in there]
    same = {
        "entry": entry, "recipient_kind": kind, "text": text, "about_kind": about.kind, "about_id": about.id,
        "organisation_id": organisation, "at": moment, "state": states.WAITING, "urgent": urgent,
    }  # fmt: skip
    insert(Message, same, ("recipient_id", "area_id", "link"), fresh)
    for name in enabled("resident"):
        ids = rows.exclude(deliveries__sender=name).values_list("pk")
        insert(Delivery, {"sender": name, "next_try": moment}, ("message_id",), ids)
    return len(fresh)


@transaction.atomic
def mark_posted(*, by: Actor, about: About, areas: Sequence[int] | None = None) -> int:
    """Note that a text stands in the group of some areas (None: of all): who waited there was sent it."""
    require("notices.tell", by)
    rows = Message.objects.filter(
        within_reach(by), about_kind=about.kind, about_id=about.id, state=states.WAITING
    )
    if areas is not None:
        rows = rows.filter(area__in=areas)
    return rows.update(state=states.SENT, way="copied", state_at=timezone.now(), person=by.person)


@transaction.atomic
def mark(*, by: Actor, message: int, way: str, at: datetime | None = None) -> Message:
    """Tick a message off: `copied`, `card`, `phone`, `door`, `agreed` or `not_reached`.

    Who was told of the latest was told of everything before it on the same thing.

    Raises:
        Refused: `no_such_message`, `no_such_way`, `not_allowed`.
    """
    found = Message.objects.select_related("area").filter(pk=message).first()
    if found is None:
        raise Refused("no_such_message")
    require("notices.tell", by, found)
    if way not in states.WAYS:
        raise Refused("no_such_way", field="way")
    state = states.WAYS[way]
    moment = at or timezone.now()
    rows = _up_to(found) if state in states.KNOWS else Message.objects.filter(pk=found.pk)
    changed = rows.filter(state__in=sorted(states.FROM[state])).update(
        state=state, way=way, state_at=moment, person=by.person
    )
    if changed:
        record(
            Marked(message=found.pk, way=way, state=state), by=by,
            about=[About(found.about_kind, found.about_id)], at=moment,
        )  # fmt: skip
    found.refresh_from_db()
    return found


def mark_read(
    *, about: About, recipient: About, at: datetime | None = None, person: int | None = None,
    confirmed: bool = False, way: str = "page",
) -> int:  # fmt: skip
    """Note that a resident opened the page of a thing, or confirmed it; return how many messages this changes.

    Called on each look at the page: an ordinary look changes nothing and writes nothing.
    """
    state = states.CONFIRMED if confirmed else states.READ
    rows = Message.objects.filter(
        about_kind=about.kind, about_id=about.id,
        recipient_kind=recipient.kind, recipient_id=recipient.id,
        state__in=sorted(states.FROM[state]),
    )  # fmt: skip
    if not rows.exists():
        return 0
    return rows.update(state=state, way=way, state_at=at or timezone.now(), person=person)


@transaction.atomic
def erase_messages(*, recipient: About) -> int:
    """Erase what a resident was told, where they want it gone; return how many messages."""
    rows = Message.objects.filter(recipient_kind=recipient.kind, recipient_id=recipient.id)
    count = rows.count()
    rows.delete()
    return count


def empty_messages(*, kind: str, ids: Iterable[int], gone: str) -> int:
    """Put `gone` in place of what anybody was told about things that are forgotten; return how many messages."""
    rows = Message.objects.filter(about_kind=kind, about_id__in=list(ids))
    return rows.update(text=gone)


def read_notices(*, by: Actor, notices: Iterable[int] | None = None) -> int:
    """Mark one's own notices read: those given, or all; return how many were unread."""
    if by.person is None:
        raise Refused("not_allowed", permission="notices.read")
    rows = Notice.objects.filter(person=by.person, read_at__isnull=True)
    if notices is not None:
        rows = rows.filter(pk__in=list(notices))
    return rows.update(read_at=timezone.now())


def _up_to(message: Message) -> Any:
    return Message.objects.filter(
        about_kind=message.about_kind, about_id=message.about_id,
        recipient_kind=message.recipient_kind, recipient_id=message.recipient_id,
        id__lte=message.pk,
    )  # fmt: skip
