"""Publishing: an act of a person, recorded with who and when. An account is published by another than who kept it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sihe.interaction.disclosure import facts
from sihe.interaction.disclosure.actions.keeping import lock
from sihe.interaction.disclosure.models import (
    AccountEntry,
    Power,
    Publication,
    PublicationKind,
    PublicItem,
)
from sihe.interaction.disclosure.queries import late_since, periods_open, sums_of
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import SYSTEM, About, Actor
from sihe.kernel.journal.actions import record
from sihe.kernel.journal.models import Entry
from sihe.kernel.organisations.models import Organisation


@transaction.atomic
def publish_account(
    *, by: Actor, organisation: Organisation, until: date, at: datetime | None = None
) -> Publication:
    """Publish the account of the next month or quarter; from then on nothing can be entered in it.

    Raises:
        Refused: `not_allowed`, `period_wrong`, `same_person` (who publishes has kept a line of it).
    """
    require("disclosure.publish", by, organisation)
    lock(organisation)
    period = next((p for p in periods_open(organisation.pk) if p.until == until), None)
    if period is None:
        raise Refused("period_wrong", field="until")
    lines = AccountEntry.objects.filter(
        organisation=organisation, day__gte=period.since, day__lte=period.until
    )
    if by.person is not None and lines.filter(kept_by=by.person).exists():
        raise Refused("same_person")
    sums = sums_of(organisation.pk, period.since, period.until)
    made = _publication(
        by, organisation, PublicationKind.ACCOUNT, since=period.since, until=period.until,
        opening=sums.opening, income=sums.income, spending=sums.spending, closing=sums.closing, at=at,
    )  # fmt: skip
    _tell(by, made)
    return made


@transaction.atomic
def publish_posts(*, by: Actor, organisation: Organisation) -> Publication:
    """Publish who is a member, which posts there are and what is vacant, as recorded at this moment."""
    require("disclosure.publish", by, organisation)
    made = _publication(by, organisation, PublicationKind.POSTS)
    _tell(by, made)
    return made


@transaction.atomic
def publish_powers(*, by: Actor, organisation: Organisation) -> Publication:
    """Publish every power, and every end of one, that is not published yet.

    Raises:
        Refused: `not_allowed`, `nothing_to_publish`.
    """
    require("disclosure.publish", by, organisation)
    lock(organisation)
    rows = Power.objects.filter(organisation=organisation)
    fresh = rows.filter(publication__isnull=True)
    ended = rows.filter(ended_on__isnull=False, end_publication__isnull=True)
    if not fresh.exists() and not ended.exists():
        raise Refused("nothing_to_publish")
    made = _publication(by, organisation, PublicationKind.POWERS)
    fresh.update(publication=made)
    ended.update(end_publication=made)
    _tell(by, made)
    return made


@transaction.atomic
def publish_item(*, by: Actor, item: PublicItem) -> Publication:
    """Publish an item.

    Raises:
        Refused: `not_allowed`, `item_published`.
    """
    require("disclosure.publish", by, item.organisation)
    item = PublicItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.publication_id is not None:
        raise Refused("item_published")
    made = _publication(by, item.organisation, PublicationKind.ITEM)
    item.publication = made
    item.save(update_fields=["publication"])
    _tell(by, made, About("published_item", item.pk))
    return made


@transaction.atomic
def scan_late(now: datetime) -> int:
    """Record each account whose publishing is late, once for each period; return how many."""
    today, told = timezone.localdate(now), 0
    keeping = AccountEntry.objects.order_by().values("organisation").distinct()
    for organisation in Organisation.objects.filter(active=True, pk__in=keeping):
        until = late_since(organisation.pk, today)
        if until is None:
            continue
        fact = facts.PublishingLate(organisation=organisation.pk, until=until)
        same = Entry.objects.filter(
            fact=fact.name, payload__organisation=organisation.pk, payload__until=until.isoformat()
        )
        if not same.exists():
            record(fact, by=SYSTEM, about=[About("organisation", organisation.pk)], at=now)
            told += 1
    return told


def _publication(
    by: Actor, organisation: Organisation, kind: str, at: datetime | None = None, **fields: object
) -> Publication:
    return Publication.objects.create(
        organisation=organisation, kind=kind, published_at=at or timezone.now(),
        published_by_id=by.person, **fields,
    )  # fmt: skip


def _tell(by: Actor, made: Publication, *more: About) -> None:
    fact = facts.Published(publication=made.pk, kind=made.kind, until=made.until)
    about = [About("organisation", made.organisation_id), *more]
    record(fact, by=by, about=about, at=made.published_at)
