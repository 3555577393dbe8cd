"""Marks of help, which live and end with a written consent (PIPL arts. 15, 28-29)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sihe.interaction.rounds.facts import ConsentEnded, ConsentGiven, ConsentNearsEnd
from sihe.interaction.rounds.models import CONTACT_MOST, Consent, Ending, Help, HelpMark, Way
from sihe.interaction.rounds.queries.members import spell_of
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import SYSTEM, About, Actor
from sihe.kernel.files.actions import keep_photo
from sihe.kernel.journal.actions import record
from sihe.kernel.people.models import Person, Residence
from sihe.kernel.people.queries import current
from sihe.kernel.places.models import Dwelling
from sihe.kernel.responsibilities.queries import number

ALL = Q()


@dataclass(frozen=True)
class MarkGiven:
    """One kind of help; name and phone only for the emergency contact."""

    kind: str
    contact_name: str = ""
    contact_phone: str = ""


@transaction.atomic
def give_consent(
    *, by: Actor, dwelling: Dwelling, person: int, marks: Sequence[MarkGiven], way: str, sheet: UploadedFile | None,
    signed_on: date, token: UUID, at: datetime | None = None,
) -> Consent:  # fmt: skip
    """Mark the help a household needs, with the signed sheet; an earlier consent of the person is renewed.

    The same `token` twice is one consent.

    Raises:
        Refused: `not_allowed`; `nothing_marked`, `contact_incomplete` (marks); `not_living_here`,
            `consent_by_adult` (person); `signed_in_future`, `signed_long_ago` (signed_on); `no_sheet` (sheet);
            as `files.keep_photo`.
    """
    require("households.help", by, dwelling)
    again = Consent.objects.filter(token=token, dwelling=dwelling).first()
    if again is not None:
        return again
    moment = at or timezone.now()
    until = _until(signed_on, timezone.localdate(moment))
    chosen = _marks(marks)
    spell = spell_of(person, dwelling)
    if spell is None:
        raise Refused("not_living_here", field="person")
    _of_age(spell.person, signed_on)
    if sheet is None:
        raise Refused("no_sheet", field="sheet")
    earlier = Consent.objects.filter(person=person, household=spell.household_id)
    end_consents(by=by, ids=_open(earlier), ending=Ending.RENEWED, at=moment)
    consent = Consent.objects.create(
        token=token, person_id=person, household_id=spell.household_id, dwelling=dwelling,
        way=Way(way), signed_on=signed_on, until=until, taken_by_id=by.person,
        organisation_id=by.organisation, made_at=moment,
    )  # fmt: skip
    HelpMark.objects.bulk_create(
        HelpMark(consent=consent, kind=m.kind, contact_name=m.contact_name, contact_phone=m.contact_phone)
        for m in chosen
    )  # fmt: skip
    keep_photo(by=by, upload=sheet, about=About("consent", consent.pk), at=moment)
    fact = ConsentGiven(consent=consent.pk, until=until)
    record(fact, by=by, about=[About("consent", consent.pk)], at=moment)
    return consent


def _marks(marks: Sequence[MarkGiven]) -> list[MarkGiven]:
    chosen = {mark.kind: mark for mark in marks if mark.kind in Help.values}
    if not chosen:
        raise Refused("nothing_marked", field="marks")
    contact = chosen.get(Help.CONTACT)
    if contact is not None and not (contact.contact_name.strip() and contact.contact_phone):
        raise Refused("contact_incomplete", field="contact_name")
    if contact is not None and len(contact.contact_name) > CONTACT_MOST:
        raise Refused("round_too_long", field="contact_name", most=CONTACT_MOST)
    return [
        mark if kind == Help.CONTACT else MarkGiven(kind) for kind, mark in sorted(chosen.items())
    ]


def _until(signed_on: date, today: date) -> date:
    if signed_on > today:
        raise Refused("signed_in_future", field="signed_on")
    until = signed_on + timedelta(days=number("households.consent_days").value)
    if until < today:
        raise Refused("signed_long_ago", field="signed_on")
    return until


def _of_age(person: Person, day: date) -> None:
    """Refuse a consent of who may be a minor: of the year of birth alone, the last day counts."""
    age = number("households.adult_age").value
    if person.birth_year is not None and day.year - person.birth_year <= age:
        raise Refused("consent_by_adult", field="person", age=age)


@transaction.atomic
def withdraw(*, by: Actor, consent: Consent, at: datetime | None = None) -> Consent:
    """Take a consent back, as the resident wishes: its marks are gone with this act.

    Raises:
        Refused: `not_allowed`; `consent_over`.
    """
    require("households.help", by, consent.dwelling)
    if not end_consents(by=by, ids=[consent.pk], ending=Ending.WITHDRAWN, at=at):
        raise Refused("consent_over")
    consent.refresh_from_db()
    return consent


def end_consents(
    *, by: Actor, ids: Collection[int], ending: str, at: datetime | None = None
) -> int:
    """End consents that still run and erase their marks; return how many. Part of the caller's act."""
    moment, ended = at or timezone.now(), 0
    rows = Consent.objects.select_for_update(of=("self",)).filter(pk__in=ids, ended_at__isnull=True)
    for consent in rows.order_by("pk"):
        consent.ended_at, consent.ending = moment, ending
        consent.save(update_fields=["ended_at", "ending"])
        HelpMark.objects.filter(consent=consent).delete()
        about = [About("consent", consent.pk)]  # nothing that would name the household for ever
        record(ConsentEnded(consent=consent.pk, ending=ending), by=by, about=about, at=moment)
        ended += 1
    return ended


@transaction.atomic
def remind_and_expire(*, now: datetime, by: Actor = SYSTEM) -> tuple[int, int]:
    """Say which consents end soon, once each, and end those whose day has passed; return how many of both."""
    require("households.keep_time", by)
    today = timezone.localdate(now)
    running = Consent.objects.filter(ended_at__isnull=True)
    over = end_consents(by=by, ids=_open(running.filter(until__lt=today)),
                        ending=Ending.EXPIRED, at=now)  # fmt: skip
    over += end_moved(by=by, at=now)
    near = today + timedelta(days=number("households.remind_days").value)
    soon = running.filter(until__lte=near, told_at__isnull=True).order_by("pk")
    told = list(soon.values_list("pk", "until"))
    for pk, until in told:
        record(
            ConsentNearsEnd(consent=pk, until=until), by=by, about=[About("consent", pk)], at=now
        )
    Consent.objects.filter(pk__in=[pk for pk, _until in told]).update(told_at=now)
    return len(told), over


@transaction.atomic
def end_moved(*, where: Q = ALL, by: Actor = SYSTEM, at: datetime | None = None) -> int:
    """End the consents of people who live in their household no longer; return how many."""
    require("households.keep_time", by)
    stays = Residence.objects.filter(
        current(timezone.localdate(at)), person=OuterRef("person"), household=OuterRef("household")
    )
    gone = Consent.objects.filter(~Exists(stays), where)
    return end_consents(by=by, ids=_open(gone), ending=Ending.MOVED, at=at)


def _open(rows: QuerySet[Consent]) -> list[int]:
    return list(rows.filter(ended_at__isnull=True).values_list("pk", flat=True))
