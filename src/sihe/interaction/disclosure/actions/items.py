"""Writing what is to be published, correcting it by another item, taking it down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from sihe.interaction.disclosure import facts
from sihe.interaction.disclosure.models import (
    TEXT_MOST,
    TITLE_MOST,
    WORDS_MOST,
    ItemKind,
    PublicItem,
)
from sihe.interaction.disclosure.wordchecks import public_words
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.files.actions import keep_photo
from sihe.kernel.journal.actions import record
from sihe.kernel.organisations.models import Organisation


@dataclass(frozen=True)
class ItemGiven:
    """An item as written."""

    kind: str
    title: str
    text: str
    day: date


@transaction.atomic
def write_item(
    *, by: Actor, organisation: Organisation, given: ItemGiven, corrects: PublicItem | None = None,
    photos: Iterable[UploadedFile] = (),
) -> PublicItem:  # fmt: skip
    """Write an item to be published; `corrects`: the published one that it puts right.

    Raises:
        Refused: `not_allowed`, `item_missing`, `heading_wrong`, `entry_ahead`, `words_too_long`,
            `words_personal`, `item_not_published`, `item_corrected`; as `keep_photo`.
    """
    require("disclosure.keep", by, organisation)
    if corrects is not None:
        if corrects.publication_id is None or corrects.organisation_id != organisation.pk:
            raise Refused("item_not_published")
        if PublicItem.objects.filter(corrects=corrects).exists():
            raise Refused("item_corrected")
    item = PublicItem.objects.create(
        organisation=organisation, corrects=corrects, kept_by_id=by.person, kept_at=timezone.now(),
        **_checked(given),
    )  # fmt: skip
    for photo in photos:
        keep_photo(by=by, upload=photo, about=About("published_item", item.pk))
    fact = facts.ItemKept(item=item.pk, kind=item.kind, corrects=corrects.pk if corrects else None)
    record(fact, by=by, about=_about(item))
    return item


@transaction.atomic
def rewrite_item(*, by: Actor, item: PublicItem, given: ItemGiven) -> PublicItem:
    """Change an item that is not published yet.

    Raises:
        Refused: `item_published`; as `write_item`.
    """
    require("disclosure.keep", by, item.organisation)
    item = _locked(item)
    if item.publication_id is not None:
        raise Refused("item_published")
    fields = _checked(given)
    for field, value in fields.items():
        setattr(item, field, value)
    item.kept_by_id, item.kept_at = by.person, timezone.now()
    item.save()
    record(facts.ItemKept(item=item.pk, kind=item.kind), by=by, about=_about(item))
    return item


@transaction.atomic
def withdraw_item(*, by: Actor, item: PublicItem, why: str) -> PublicItem:
    """Take a published item down at once; that something stood there, and why it went, stays visible.

    Raises:
        Refused: `not_allowed`, `item_not_published`, `item_withdrawn`, `why_missing`.
    """
    require("disclosure.publish", by, item.organisation)
    item = _locked(item)
    if item.publication_id is None:
        raise Refused("item_not_published")
    if item.withdrawn_at is not None:
        raise Refused("item_withdrawn")
    item.withdrawn_why = public_words(why, WORDS_MOST, field="why", missing="why_missing")
    item.withdrawn_at = timezone.now()
    item.save(update_fields=["withdrawn_at", "withdrawn_why"])
    record(facts.ItemWithdrawn(item=item.pk), by=by, about=_about(item))
    return item


def _checked(given: ItemGiven) -> dict[str, object]:
    if given.kind not in ItemKind.values:
        raise Refused("heading_wrong", field="kind")
    if given.day > timezone.localdate():
        raise Refused("entry_ahead", field="day")
    return {
        "kind": given.kind, "day": given.day,
        "title": public_words(given.title, TITLE_MOST, field="title", missing="item_missing"),
        "text": public_words(given.text, TEXT_MOST, field="text", missing="item_missing"),
    }  # fmt: skip


def _locked(item: PublicItem) -> PublicItem:
    rows = PublicItem.objects.select_related("organisation").select_for_update(of=("self",))
    return rows.get(pk=item.pk)


def _about(item: PublicItem) -> list[About]:
    return [About("organisation", item.organisation_id), About("published_item", item.pk)]
