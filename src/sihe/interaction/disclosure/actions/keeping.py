"""Keeping the account: entries are added and taken back by counter-entries, never changed."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from sihe.interaction.disclosure import facts
from sihe.interaction.disclosure.models import (
    WORDS_MOST,
    AccountEntry,
    Purpose,
    Side,
    Source,
)
from sihe.interaction.disclosure.queries import OPENING_HEADING, last_published
from sihe.interaction.disclosure.wordchecks import public_words
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.files.actions import keep_photo
from sihe.kernel.journal.actions import record
from sihe.kernel.organisations.models import Organisation

AMOUNT_MOST = 10**12  # fen: ten thousand million yuan


@transaction.atomic
def keep_entry(
    *, by: Actor, organisation: Organisation, token: UUID, day: date, heading: str, amount: int, words: str,
    receipts: Iterable[UploadedFile] = (), at: datetime | None = None,
) -> AccountEntry:  # fmt: skip
    """Enter income or spending of so many fen; sent twice with one token it is one entry.

    The heading says which it is: a source or a purpose.

    Raises:
        Refused: `not_allowed`, `amount_wrong`, `heading_wrong`, `words_missing`, `words_too_long`,
            `words_personal`, `entry_ahead`, `period_published`, `opening_late`; as `keep_photo`.
    """
    require("disclosure.keep", by, organisation)
    lock(organisation)
    known = AccountEntry.objects.filter(token=token, organisation=organisation).first()
    if known is not None:
        return known
    if not 0 < amount <= AMOUNT_MOST:
        raise Refused("amount_wrong", field="amount")
    if heading not in Source.values and heading not in Purpose.values:
        raise Refused("heading_wrong", field="heading")
    said = public_words(words, WORDS_MOST, field="words", missing="words_missing")
    _check_day(organisation, day)
    side = Side.INCOME if heading in Source.values else Side.SPENDING
    entry = _append(
        by, organisation, token=token, day=day, side=side, heading=heading,
        amount=amount if side == Side.INCOME else -amount, words=said, at=at,
    )  # fmt: skip
    for receipt in receipts:
        keep_photo(by=by, upload=receipt, about=About("account_entry", entry.pk))
    fact = facts.EntryKept(entry=entry.pk, heading=heading, amount=entry.amount)
    record(fact, by=by, about=_about(entry), at=at)
    return entry


@transaction.atomic
def reverse_entry(
    *, by: Actor, entry: AccountEntry, token: UUID, words: str, day: date | None = None
) -> AccountEntry:
    """Take an entry back by a counter-entry that says why; both stay in the account for everybody to see.

    Raises:
        Refused: `not_allowed`, `entry_is_counter`, `entry_countered`; as `keep_entry`.
    """
    organisation = entry.organisation
    require("disclosure.keep", by, organisation)
    lock(organisation)
    known = AccountEntry.objects.filter(token=token, organisation=organisation).first()
    if known is not None:
        return known
    if entry.counters_id is not None:
        raise Refused("entry_is_counter")
    if AccountEntry.objects.filter(counters=entry).exists():
        raise Refused("entry_countered")
    said = public_words(words, WORDS_MOST, field="words", missing="words_missing")
    on = day or timezone.localdate()
    _check_day(organisation, on)
    made = _append(
        by, organisation, token=token, day=on, side=entry.side, heading=entry.heading,
        amount=-entry.amount, words=said, counters=entry,
    )  # fmt: skip
    fact = facts.EntryReversed(entry=made.pk, counters=entry.pk, amount=made.amount)
    record(fact, by=by, about=_about(made))
    return made


def lock(organisation: Organisation) -> None:
    """Let one act at a time change an account or publish it."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def _append(
    by: Actor,
    organisation: Organisation,
    *,
    amount: int,
    heading: str,
    at: datetime | None = None,
    **fields: object,
) -> AccountEntry:
    last = AccountEntry.objects.filter(organisation=organisation).order_by("-number").first()
    if heading == OPENING_HEADING and last is not None and fields.get("counters") is None:
        raise Refused("opening_late", field="heading")
    before = last.balance if last else 0
    return AccountEntry.objects.create(
        organisation=organisation, number=last.number + 1 if last else 1, amount=amount,
        heading=heading, before=before, balance=before + amount, kept_by_id=by.person,
        kept_at=at or timezone.now(), **fields,
    )  # fmt: skip


def _check_day(organisation: Organisation, day: date) -> None:
    if day > timezone.localdate():
        raise Refused("entry_ahead", field="day")
    last = last_published(organisation.pk)
    if last is not None and last.until is not None and day <= last.until:
        raise Refused("period_published", field="day", until=last.until)


def _about(entry: AccountEntry) -> list[About]:
    return [About("organisation", entry.organisation_id), About("account_entry", entry.pk)]
