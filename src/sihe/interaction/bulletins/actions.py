"""The verbs of bulletins: draft, publish, correct, withdraw; note what stands in a group, tick off, read, confirm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from sihe.interaction.bulletins import facts, states
from sihe.interaction.bulletins import rules as _rules  # noqa: F401  (registers the rules)
from sihe.interaction.bulletins.audience import (
    Audience,
    ground,
    homes,
    households_of,
    lived_in,
    outside,
    reached,
)
from sihe.interaction.bulletins.links import key_of, new_code
from sihe.interaction.bulletins.models import Bulletin, Reach, Version
from sihe.interaction.bulletins.queries import (
    HOME,
    about,
    fitted,
    link,
    open_doors,
    receipts,
    short_text,
)
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor, Fact
from sihe.kernel.files.actions import erase, keep_photo
from sihe.kernel.journal.actions import record
from sihe.kernel.notices import actions as notices
from sihe.kernel.notices import states as told
from sihe.kernel.notices.models import Message
from sihe.kernel.responsibilities.queries import number


@dataclass(frozen=True)
class Given:
    """What a writer gives; texts are checked by the form and again here."""

    title: str
    text: str
    audience: Audience
    since: date
    until: date | None = None
    group: str = ""
    urgent: bool = False
    photos: Sequence[UploadedFile] = ()
    drop_photos: bool = False


@transaction.atomic
def draft(*, by: Actor, token: UUID, given: Given, at: datetime | None = None) -> Bulletin:
    """Keep a draft; sent twice with one token it is one draft, the later words count.

    Raises:
        Refused: `not_allowed`, `title_missing`, `bulletin_text_missing`, `days_order`, `audience_missing`,
            `audience_outside` (names), `published_already`; on `photo`: as `files.keep_photo`.
    """
    require("bulletins.write", by)
    moment = at or timezone.now()
    _check(by, given)
    found = Bulletin.objects.select_for_update().filter(token=token).first()
    if found is not None:
        require("bulletins.write", by, found)
        if found.state != states.DRAFT:
            raise Refused("published_already")
    made = found or Bulletin(
        token=token, code=_free_code(), organisation_id=by.organisation or 0, state=states.DRAFT,
        author_id=by.person, created_at=moment,
    )  # fmt: skip
    made.title, made.text, made.group = given.title.strip(), given.text.strip(), given.group.strip()
    made.since, made.until, made.urgent = given.since, given.until, given.urgent
    made.audience = given.audience.kept()
    made.save()
    if given.drop_photos:
        erase(by=by, about=about(made), at=moment)
    for photo in given.photos:
        keep_photo(by=by, upload=photo, about=about(made), at=moment)
    _record(facts.BulletinDrafted(bulletin=made.pk), by, made, moment)
    return made


@transaction.atomic
def discard(*, by: Actor, bulletin: Bulletin, at: datetime | None = None) -> None:
    """Throw a draft away.

    Raises:
        Refused: `not_allowed`, `published_already`.
    """
    require("bulletins.write", by, bulletin)
    kept = _locked(bulletin)
    if kept.state != states.DRAFT:
        raise Refused("published_already")
    _record(facts.BulletinDrafted(bulletin=kept.pk, gone=True), by, kept, at)
    erase(by=by, about=about(kept), at=at)
    kept.delete()


@transaction.atomic
def publish(*, by: Actor, bulletin: Bulletin, at: datetime | None = None) -> Bulletin:
    """Publish a draft to the homes of this moment, each of which gets one receipt. Sent twice it is one act.

    Raises:
        Refused: `not_allowed`, `withdrawn_already`, `audience_outside`, `audience_empty`, `bulletin_until_past`.
    """
    require("bulletins.publish", by, bulletin)
    kept, moment = _locked(bulletin), at or timezone.now()
    if kept.state == states.PUBLISHED:
        return kept
    if kept.state == states.WITHDRAWN:
        raise Refused("withdrawn_already")
    day = timezone.localdate(moment)
    if kept.until is not None and kept.until < day:
        raise Refused("bulletin_until_past", field="until")
    audience, where = Audience.of(kept.audience), ground(by, "bulletins.publish", day)
    _inside(audience, by, "bulletins.publish")
    rows = homes(audience, where, day)
    if not rows:
        raise Refused("audience_empty", field="places")
    kept.state, kept.version, kept.published_at = states.PUBLISHED, 1, moment
    if kept.urgent:
        hours = number("bulletins.confirm_hours", day).value
        kept.door_at = moment + timedelta(hours=hours)
    kept.entry = _record(
        facts.BulletinPublished(bulletin=kept.pk, households=len(rows), urgent=kept.urgent), by, kept, moment
    )  # fmt: skip
    kept.save()
    _keep_version(kept, by, "", moment)
    Reach.objects.bulk_create(
        Reach(bulletin=kept, building_id=r.building, households=r.households, people=r.people, offline=r.offline)
        for r in reached(audience, where, day)
    )  # fmt: skip
    _tell(kept, short_text(kept), rows, moment)
    return kept


@transaction.atomic
def correct(
    *, by: Actor, bulletin: Bulletin, title: str, text: str, why: str, at: datetime | None = None
) -> Bulletin:
    """Give a published bulletin a new text; the old one stays to be read, and whom it reached is told.

    Raises:
        Refused: `not_allowed`, `not_published`, `title_missing`, `bulletin_text_missing`, `why_missing`,
        `bulletin_unchanged`.
    """
    require("bulletins.publish", by, bulletin)
    kept, moment = _locked(bulletin), at or timezone.now()
    _published(kept)
    _check_words(title, text)
    if not why.strip():
        raise Refused("why_missing", field="why")
    if (kept.title, kept.text) == (title.strip(), text.strip()):
        raise Refused("bulletin_unchanged", field="text")
    rows = _who_were_reached(kept)
    kept.title, kept.text, kept.group = title.strip(), text.strip(), ""
    kept.version += 1
    fact = facts.BulletinCorrected(bulletin=kept.pk, version=kept.version, households=len(rows))
    kept.entry = _record(fact, by, kept, moment)
    if kept.urgent and rows:
        hours = number("bulletins.confirm_hours", timezone.localdate(moment)).value
        kept.door_at, kept.door_told_at = moment + timedelta(hours=hours), None
    kept.save()
    _keep_version(kept, by, why.strip(), moment)
    said = _("已更正《%(title)s》：%(why)s") % {"title": kept.title, "why": why.strip()}
    _tell(kept, said, rows, moment)
    return kept


@transaction.atomic
def withdraw(*, by: Actor, bulletin: Bulletin, reason: str, at: datetime | None = None) -> Bulletin:
    """Withdraw a published bulletin; it stays to be read with the reason, and whom it reached is told.

    Raises:
        Refused: `not_allowed`, `not_published`, `why_missing`.
    """
    require("bulletins.publish", by, bulletin)
    kept, moment = _locked(bulletin), at or timezone.now()
    _published(kept)
    if not reason.strip():
        raise Refused("why_missing", field="reason")
    rows = _who_were_reached(kept)
    kept.state, kept.reason, kept.withdrawn_at = states.WITHDRAWN, reason.strip(), moment
    kept.door_at = None
    fact = facts.BulletinWithdrawn(bulletin=kept.pk, households=len(rows))
    kept.entry = _record(fact, by, kept, moment)
    kept.save()
    said = _("已撤回《%(title)s》：%(why)s") % {"title": kept.title, "why": kept.reason}
    _tell(kept, said, rows, moment)
    return kept


@transaction.atomic
def posted(*, by: Actor, bulletin: Bulletin, building: int | None = None) -> int:
    """Note that the text stands in the group of a building (None: of all); return how many homes it was sent to.

    Raises:
        Refused: `not_allowed`.
    """
    areas = None if building is None else [building]
    count = notices.mark_posted(by=by, about=about(bulletin), areas=areas)
    if count:
        fact = facts.BulletinPosted(bulletin=bulletin.pk, building=building, households=count)
        _record(fact, by, bulletin, None)
    return count


def tick(*, by: Actor, bulletin: Bulletin, message: Message, way: str) -> Message:
    """Tick a home off at the door or on the phone; who had opened an urgent one has now confirmed it.

    Raises:
        Refused: as `notices.mark`.
    """
    spoken = told.WAYS.get(way) == told.TOLD
    if spoken and bulletin.urgent and message.state == told.READ:
        way = "agreed"
    return notices.mark(by=by, message=message.pk, way=way)


def opened(
    *, bulletin: Bulletin, household: int | None = None, person: int | None = None, counts: bool = True
) -> list[int]:  # fmt: skip
    """Note that a bulletin was opened; return the homes that opened it, which have read it only if that `counts`."""
    Bulletin.objects.filter(pk=bulletin.pk).update(views=F("views") + 1)
    if counts:
        return seen(bulletin=bulletin, household=household, person=person)
    return _homes_here(bulletin, household, person)


def seen(
    *, bulletin: Bulletin, household: int | None = None, person: int | None = None
) -> list[int]:
    """Note that the homes of a link or of who is signed in have read a bulletin; return them."""
    found = _homes_here(bulletin, household, person)
    for home in found:
        notices.mark_read(about=about(bulletin), recipient=About(HOME, home), person=person)
    return found


def confirm(
    *, bulletin: Bulletin, household: int | None = None, person: int | None = None, way: str = "page"
) -> int:  # fmt: skip
    """Note that somebody of a home says that they know; one counts for the home. Return how many homes.

    `way`: "page" by their own link or signed in, "named" when they only said which home they are.

    Raises:
        Refused: `no_such_home`.
    """
    found = _homes_here(bulletin, household, person)
    if not found:
        raise Refused("no_such_home")
    for home in found:
        notices.mark_read(
            about=about(bulletin), recipient=About(HOME, home), person=person, way=way,
            confirmed=bulletin.urgent,
        )  # fmt: skip
    return len(found)


@transaction.atomic
def doors_due(*, by: Actor, at: datetime | None = None) -> int:
    """Tell of each urgent bulletin whose hours to confirm are over how many homes are left; return how many."""
    require("bulletins.watch", by)
    moment, done = at or timezone.now(), 0
    rows = Bulletin.objects.select_for_update().filter(
        door_told_at__isnull=True, door_at__lte=moment, state=states.PUBLISHED
    )
    for bulletin in rows.order_by("pk"):
        left = open_doors(bulletin).count()
        Bulletin.objects.filter(pk=bulletin.pk).update(door_told_at=moment)
        _record(facts.DoorsDue(bulletin=bulletin.pk, households=left), by, bulletin, moment)
        done += 1
    return done


def _homes_here(bulletin: Bulletin, household: int | None, person: int | None) -> list[int]:
    """Return the homes of a key or a person that were told of the bulletin and are lived in."""
    asked = [household] if household is not None else households_of(person) if person else []
    sent = Message.objects.filter(
        about_kind="bulletin", about_id=bulletin.pk, recipient_kind=HOME, recipient_id__in=asked
    )
    found = sorted(set(sent.values_list("recipient_id", flat=True)))
    return [home for home in found if lived_in(home)]


def _who_were_reached(bulletin: Bulletin) -> list[tuple[int, int]]:
    rows = receipts(bulletin).filter(state__in=sorted(states.REACHED))
    return [(home, area or 0) for home, area in rows.values_list("recipient_id", "area")]


def _tell(bulletin: Bulletin, text: str, rows: list[tuple[int, int]], at: datetime) -> None:
    path = link(bulletin)
    notices.tell_residents(
        text=fitted(text), about=about(bulletin), kind=HOME, entry=bulletin.entry or 0,
        recipients=[(home, area, f"{path}{key_of(bulletin.pk, home)}/") for home, area in rows],
        organisation=bulletin.organisation_id, urgent=bulletin.urgent, at=at,
    )  # fmt: skip


def _keep_version(bulletin: Bulletin, by: Actor, why: str, at: datetime) -> None:
    Version.objects.create(
        bulletin=bulletin, number=bulletin.version, title=bulletin.title, text=bulletin.text,
        why=why, at=at, person_id=by.person,
    )  # fmt: skip


def _check(by: Actor, given: Given) -> None:
    _check_words(given.title, given.text)
    if given.until is not None and given.until < given.since:
        raise Refused("days_order", field="until")
    if not given.audience.areas and not given.audience.compounds:
        raise Refused("audience_missing", field="places")
    _inside(given.audience, by, "bulletins.write")


def _check_words(title: str, text: str) -> None:
    if not title.strip():
        raise Refused("title_missing", field="title")
    if not text.strip():
        raise Refused("bulletin_text_missing", field="text")


def _inside(audience: Audience, by: Actor, permission: str) -> None:
    names = outside(audience, ground(by, permission))
    if names:
        raise Refused("audience_outside", field="places", names="、".join(n for n in names if n))


def _published(bulletin: Bulletin) -> None:
    if bulletin.state != states.PUBLISHED:
        raise Refused("not_published")


def _locked(bulletin: Bulletin) -> Bulletin:
    rows = Bulletin.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=bulletin.pk)


def _free_code() -> str:
    """Draw a code that is not taken; two at once are told apart by the database."""
    for _try in range(20):
        code = new_code()
        if not Bulletin.objects.filter(code=code).exists():
            return code
    raise IntegrityError("no free code was drawn")


def _record(fact: Fact, by: Actor, bulletin: Bulletin, at: datetime | None) -> int:
    subjects = [about(bulletin), About("organisation", bulletin.organisation_id)]
    return record(fact, by=by, about=subjects, at=at)
