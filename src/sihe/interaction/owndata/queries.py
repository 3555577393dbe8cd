"""Reading what is kept of one reporter, which notes are theirs, and who looked at whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter, Note, NoteKind, Reporter
from sihe.interaction.matters.queries import by_receipt, tidy
from sihe.interaction.owndata.models import Erasure, OwnNote
from sihe.kernel.facts import About, Actor
from sihe.kernel.facts.privacy import Revealed
from sihe.kernel.files.models import StoredFile
from sihe.kernel.files.queries import of_each
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.models import Message
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.organisations.queries import active_in
from sihe.kernel.places.queries import place_label
from sihe.kernel.privacy.crypto import blind_index
from sihe.kernel.privacy.masks import name as masked_name
from sihe.kernel.privacy.masks import phone as masked_phone
from sihe.kernel.privacy.queries import days_kept, looks_at
from sihe.kernel.privacy.rules import PURPOSES
from sihe.kernel.ui.inputs import tidy_phone

FIELDS: dict[str, str | Promise] = {
    "phone": _("电话"),
    "name": _("称呼"),
    "contact": _("称呼和电话"),
    "copy": _("全部，要了一份"),
    "own_page": _("全部，本人到前台"),
}
"""What was looked at, in words; a look at any other field is named as it is."""


@dataclass(frozen=True)
class Written:
    """What a reporter wrote, when, on which matter, and the photos that came with it; `first`: the report itself."""

    at: datetime
    text: str
    matter: int
    photos: tuple[StoredFile, ...] = ()
    first: bool = False


@dataclass(frozen=True)
class Seen:
    """A look at the reporter's data: of which organisation (None: with the receipt), what and what for."""

    at: datetime
    organisation: str | None
    field: str
    purpose: str


@dataclass(frozen=True)
class Kept:
    """Everything that is kept of one reporter, and nothing of anybody else; `until` is None while it is open."""

    reporter: Reporter
    place: str
    written: tuple[Written, ...]
    told: tuple[Message, ...]
    looks: tuple[Seen, ...]
    days: int | None
    until: datetime | None
    office: Organisation
    erasure: Erasure | None

    @property
    def masked_name(self) -> str:
        """Return the name as it is shown before it is asked for."""
        return masked_name(self.reporter.name)

    @property
    def masked_phone(self) -> str:
        """Return the phone as it is shown before it is asked for."""
        return masked_phone(self.reporter.phone)

    @property
    def has_contact(self) -> bool:
        """Tell whether a name or a phone is kept."""
        return bool(self.reporter.name or self.reporter.phone)

    @property
    def erasing(self) -> bool:
        """Tell whether an erasure waits for the end of the matter."""
        return self.erasure is not None and self.erasure.done_at is None

    @property
    def erased(self) -> bool:
        """Tell whether the words are gone, and nothing came after them."""
        done = self.erasure.done_at if self.erasure else None
        return done is not None and not self.has_contact and not self.written


def kept_of(reporter: Reporter) -> Kept:
    """Return what is kept of a reporter; 10 queries, however much it is."""
    erasure = Erasure.objects.filter(reporter=reporter).order_by("-pk").first()
    matter = reporter.matter
    days = days_kept("matter")
    about = {"recipient_kind": "reporter", "recipient_id": reporter.pk}
    return Kept(
        reporter=reporter, place=_place(reporter),
        written=_written(reporter, erasure), looks=_looks(reporter), days=days,
        told=tuple(Message.objects.filter(**about).order_by("-at", "-pk")[:50]),
        until=matter.ended_at + timedelta(days=days) if matter.ended_at and days else None,
        office=matter.first_receiver, erasure=erasure,
    )  # fmt: skip


def identified(code: str, proof: str) -> Reporter | None:
    """Return the reporter whose receipt has this code and who left this phone, or who has the secret.

    Several reporters of one matter with the same phone are one person's; the first counts.
    """
    by_secret = by_receipt(code, proof)
    if by_secret is not None:
        return by_secret
    index = blind_index(tidy_phone(proof))
    if not index:
        return None
    same = Q(original__code=tidy(code)) | Q(matter__code=tidy(code))
    rows = Reporter.objects.select_related("matter", "original").filter(same, phone_index=index)
    return rows.order_by("me_too", "pk").first()


def own_notes(reporter: Reporter) -> QuerySet[Note]:
    """Return the notes that a reporter wrote, the oldest first.

    A note that nobody is named for (told to staff by phone, or brought along) is theirs only where the
    matter never had another reporter.
    """
    theirs = Q(own__reporter=reporter)
    if not has_company(reporter):
        unnamed = Q(own__isnull=True) & (Q(kind=NoteKind.SUPPLEMENT) | Q(author__isnull=True))
        theirs |= unnamed & Q(matter__in={reporter.matter_id, reporter.original_id})
    return Note.objects.filter(theirs).order_by("at", "pk")


def others_notes(reporter: Reporter) -> QuerySet[OwnNote]:
    """Return which notes of the same matter other reporters wrote."""
    return OwnNote.objects.filter(note__matter=reporter.original_id).exclude(reporter=reporter)


def has_company(reporter: Reporter) -> bool:
    """Tell whether others reported the same, or joined in."""
    same = Q(matter=reporter.matter_id) | Q(original=reporter.original_id)
    return Reporter.objects.filter(same).exclude(pk=reporter.pk).exists()


def is_over(reporter: Reporter) -> bool:
    """Tell whether nobody works any more on what a reporter told: their matter and its parts have ended."""
    if reporter.matter.state not in states.END:
        return False
    parts = Matter.objects.filter(parent=reporter.original_id)
    return reporter.me_too or not parts.exclude(state__in=states.END).exists()


def open_erasure() -> Subquery:
    """Return what is read along with a matter: the oldest open wish at it, so that the page needs no query more."""
    rows = Erasure.objects.filter(reporter__matter=OuterRef("pk"), done_at__isnull=True)
    return Subquery(rows.order_by("pk").values("pk")[:1])


def waiting_at(matter: Matter) -> list[Erasure]:
    """Return the wishes for erasure that are open at a matter, the oldest first."""
    rows = Erasure.objects.filter(reporter__matter=matter, done_at__isnull=True)
    return list(rows.select_related("organisation").order_by("asked_at", "pk"))


def looks_for(actor: Actor) -> QuerySet[Entry]:
    """Return the looks at residents' data by organisations of the reader's areas, the newest first."""
    rows = Entry.objects.filter(fact=Revealed.name).order_by("-seq")
    return rows.filter(organisation_id__in=[pk for pk, _name in organisations_for(actor)])


def organisations_for(actor: Actor) -> list[tuple[int, str]]:
    """Return (id, short name) of the organisations whose looks a reader oversees."""
    scopes = actor.where("privacy.retention")
    own = {s.organisation for s in scopes}
    here = active_in([s.area for s in scopes if s.area is not None]).values("pk")
    rows = Organisation.objects.filter(Q(pk__in=own) | Q(pk__in=here)).order_by("kind", "name")
    return list(rows.values_list("pk", "short_name"))


def field_words(field: str) -> str:
    """Return in words what was looked at."""
    return str(FIELDS.get(field, field))


def purpose_words(purpose: str) -> str:
    """Return in words what a look was for."""
    return str(PURPOSES.get(purpose, purpose))


def _place(reporter: Reporter) -> str:
    """Return the place of a report to the flat, and as it was written; empty for who joined another's."""
    told = reporter.original
    if reporter.me_too:
        return ""
    flat = told.dwelling.number if told.dwelling else ""
    words = f"（{told.place_words}）" if told.place_words and told.building else ""
    return f"{place_label(told)}{flat}{words}"


def _written(reporter: Reporter, erasure: Erasure | None) -> tuple[Written, ...]:
    gone = erasure.done_at if erasure else None
    notes = [n for n in own_notes(reporter) if gone is None or n.at > gone]
    own = not reporter.me_too and gone is None and reporter.original.forgotten_at is None
    first = About("matter", reporter.original_id)
    photos = of_each([*([first] if own else []), *(About("note", n.pk) for n in notes)])
    rows = [
        Written(n.at, n.text, n.matter_id, tuple(photos.get(About("note", n.pk), ())))
        for n in notes
        if n.kind != NoteKind.INTERNAL
    ]
    if own:
        told = reporter.original
        with_it = tuple(photos.get(first, ()))
        rows.insert(0, Written(told.created_at, told.text, told.pk, with_it, True))
    return tuple(rows)


def _looks(reporter: Reporter) -> tuple[Seen, ...]:
    looks = looks_at(About("reporter", reporter.pk))
    names = _names({look.organisation for look in looks if look.organisation})
    return tuple(
        Seen(look.at, names.get(look.organisation or 0), field_words(look.field),
             purpose_words(look.purpose))
        for look in looks
    )  # fmt: skip


def _names(ids: Iterable[int]) -> dict[int, str]:
    return dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "short_name"))
