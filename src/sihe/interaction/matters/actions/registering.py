"""How a matter begins: reported, or settled on the spot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from sihe.interaction.matters import rules as _rules  # noqa: F401  (registers the rules)
from sihe.interaction.matters import states
from sihe.interaction.matters.actions.stepping import abouts, draw, first_alert, now_or
from sihe.interaction.matters.models import Matter, Participant, Reporter, Source
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.calendar.queries import add_term
from sihe.kernel.facts import About, Actor
from sihe.kernel.facts.matters import Reported
from sihe.kernel.files.actions import keep_photo
from sihe.kernel.journal.actions import record
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.places.spots import Spot
from sihe.kernel.privacy.crypto import blind_index
from sihe.kernel.responsibilities.models import Category, Share
from sihe.kernel.responsibilities.queries import Resolution

CODE_LENGTH, SECRET_LENGTH, TITLE_LENGTH = 5, 8, 30
PLACE = ("street", "community", "grid", "building", "unit", "dwelling", "compound")


@dataclass(frozen=True)
class Registered:
    """The matter, the secret for its reporter (empty when it existed before) and whether it did."""

    matter: Matter
    secret: str
    existed: bool


@dataclass(frozen=True)
class ReporterGiven:
    """What a resident leaves of themselves; all of it may be empty.

    `secret` is the word for the receipt where the caller must be able to give it out again; else one is drawn.
    """

    phone: str = ""
    name: str = ""
    person: int | None = None
    secret: str = ""


@transaction.atomic
def register(
    *, by: Actor, token: UUID, text: str, source: str, spot: Spot, category: Category | None,
    resolution: Resolution, urgency: str = "ordinary", title: str = "", reporter: ReporterGiven | None = None,
    photos: Sequence[UploadedFile] = (), origin: str = "", origin_key: str = "",
    batch: int | None = None, due: datetime | None = None, at: datetime | None = None,
) -> Registered:  # fmt: skip
    """Take in a matter and give it its code and deadline. The same token again gives the same matter.

    The first receiver is accountable until another organisation accepts it. `reporter` None: staff found it.
    `due`: the deadline that whoever sent it has set, in place of the term of the matrix.

    Raises:
        Refused: `text_missing`, `text_too_long`, `photo_...`, `not_allowed`.
    """
    require("matters.register", by)
    moment = now_or(at)
    due = due or add_term(moment, resolution.term, resolution.term_unit)
    lead = resolution.accountable or resolution.first_receiver
    own = lead == resolution.first_receiver
    state = states.TRIAGE if resolution.reason else (states.RECEIVED if own else states.OFFERED)
    fields = {
        "state": state, "category": category, "phase": resolution.phase,
        "responsibility": resolution.responsibility, "triage_reason": resolution.reason,
        "accountable": resolution.first_receiver, "first_receiver": resolution.first_receiver,
        "urgency": urgency, "due_at": due, "promised_at": due, "alert_at": first_alert(moment, due),
        "origin": origin, "origin_key": origin_key, "batch_id": batch,
    }  # fmt: skip
    matter, existed = _insert(by, token, text, title, source, spot, moment, fields)
    if existed:
        return Registered(matter, "", True)
    secret = add_reporter(matter, reporter, moment)[1] if reporter is not None else ""
    _add_participants(matter, resolution, moment)
    for photo in photos:
        keep_photo(by=by, upload=photo, about=About("matter", matter.pk), at=moment)
    _record(matter, by, moment, resolution.reason)
    return Registered(matter, secret, False)


@transaction.atomic
def settle(
    *, by: Actor, token: UUID, text: str, answer: str, spot: Spot, category: Category | None,
    resolution: Resolution, source: str = Source.PATROL, photos: Sequence[UploadedFile] = (),
    reporter: ReporterGiven | None = None, at: datetime | None = None,
) -> Registered:  # fmt: skip
    """File and close in one act what was done, told or answered on the spot (即办即结).

    Raises:
        Refused: as `register`; `answer_missing`.
    """
    require("matters.settle", by)
    if not answer.strip():
        raise Refused("answer_missing", field="answer")
    moment = now_or(at)
    fields = {
        "state": states.CLOSED, "category": category, "phase": resolution.phase,
        "responsibility": resolution.responsibility, "accountable_id": by.organisation,
        "first_receiver_id": by.organisation, "section_id": by.section, "assignee_id": by.person,
        "settled_at_once": True, "answer": answer.strip()[:2000], "due_at": moment,
        "promised_at": moment, "started_at": moment, "finished_at": moment, "ended_at": moment,
    }  # fmt: skip
    matter, existed = _insert(by, token, text, "", source, spot, moment, fields)
    if existed:
        return Registered(matter, "", True)
    secret = add_reporter(matter, reporter, moment)[1] if reporter is not None else ""
    for photo in photos:
        keep_photo(by=by, upload=photo, about=About("matter", matter.pk), at=moment)
    _record(matter, by, moment, "")
    return Registered(matter, secret, False)


def _insert(
    by: Actor, token: UUID, text: str, title: str, source: str, spot: Spot, at: datetime, fields: dict[str, Any]
) -> tuple[Matter, bool]:  # fmt: skip
    words = text.strip()
    if not words:
        raise Refused("text_missing", field="text")
    if len(words) > 2000:
        raise Refused("text_too_long", field="text", length=len(words), most=2000)
    matter = Matter(
        token=token, title=title.strip()[:60] or headline(words), text=words, source=source,
        street_id=spot.street, community_id=spot.community, grid_id=spot.grid, building_id=spot.building,
        unit_id=spot.unit, dwelling_id=spot.dwelling, compound_id=spot.compound, lon=spot.lon, lat=spot.lat,
        place_words=spot.words[:200], author_id=by.person, created_at=at, **fields,
    )  # fmt: skip
    for _ in range(12):  # a drawn code is taken with a chance of rows / 28.6 million
        matter.code = draw(CODE_LENGTH)
        try:
            with transaction.atomic():
                matter.save(force_insert=True)
            return matter, False
        except IntegrityError:
            matter.pk = None
            earlier = Matter.objects.filter(token=token).first()
            if earlier is not None:
                return earlier, True
            if not Matter.objects.filter(code=matter.code).exists():
                raise
    raise Refused("no_code_left")


def insert_part(
    parent: Matter, *, by: Actor, text: str, organisation: Organisation, due: datetime | None,
    compulsory: bool, at: datetime,
) -> Matter:  # fmt: skip
    """Insert a part of a matter, at the same place; the caller records it."""
    place = {f"{level}_id": getattr(parent, f"{level}_id") for level in PLACE}
    return Matter.objects.create(
        code=draw(CODE_LENGTH + 2), token=uuid4(), state=states.RECEIVED, title=headline(text),
        text=text.strip()[:2000], source=Source.STAFF, category=parent.category, phase=parent.phase,
        accountable=organisation, first_receiver_id=parent.accountable_id, parent=parent,
        compulsory=compulsory, created_at=at, due_at=due, promised_at=due, author_id=by.person,
        alert_at=first_alert(at, due) if due else None, place_words=parent.place_words,
        lon=parent.lon, lat=parent.lat, **place,
    )  # fmt: skip


def headline(words: str) -> str:
    """Return the first sentence of a report, cut to a line."""
    for mark in "。！？；\n":
        words = words.split(mark, 1)[0]
    words = words.strip() or "…"
    return words if len(words) <= TITLE_LENGTH else words[: TITLE_LENGTH - 1] + "…"


def add_reporter(
    matter: Matter, given: ReporterGiven, at: datetime, me_too: bool = False
) -> tuple[Reporter, str]:
    """Add a resident to a matter and return them with the secret, which is not stored."""
    secret = given.secret or draw(SECRET_LENGTH)
    reporter = Reporter.objects.create(
        matter=matter, original=matter, secret=blind_index(secret), me_too=me_too, phone=given.phone,
        phone_index=blind_index(given.phone), name=given.name[:40], person_id=given.person, at=at,
    )  # fmt: skip
    return reporter, secret


def shares(matter: Matter, resolution: Resolution, at: datetime) -> list[Participant]:
    """Return the unsaved shares that a resolution gives to others than the accountable organisation."""
    given = (
        (Share.SUPPORTING, resolution.supporting),
        (Share.CONSULTED, resolution.consulted),
        (Share.INFORMED, resolution.informed),
    )
    return [
        Participant(matter=matter, organisation=organisation, share=share, since=at)
        for share, organisations in given
        for organisation in organisations
    ]


def _add_participants(matter: Matter, resolution: Resolution, at: datetime) -> None:
    rows = shares(matter, resolution, at)
    lead = resolution.accountable
    if lead is not None and lead != resolution.first_receiver:
        # whom it is about to be offered to must be able to read it before they answer
        rows.append(Participant(matter=matter, organisation=lead, share="past", since=at))
    if rows:
        Participant.objects.bulk_create(rows, ignore_conflicts=True)


def _record(matter: Matter, by: Actor, at: datetime, reason: str) -> None:
    fact = Reported(
        matter=matter.pk, state=matter.state, source=matter.source, category=matter.category_id,
        accountable=matter.accountable_id, triage_reason=reason, settled=matter.settled_at_once,
    )  # fmt: skip
    record(fact, by=by, about=abouts(matter), at=at)
