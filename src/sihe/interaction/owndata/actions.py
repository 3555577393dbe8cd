"""The verbs of a resident's own data: show, correct, erase; and the answer to a wish for erasure.

Who the resident is has been checked before: by the receipt (following), or at a desk by the receipt's
code with the phone number or the secret (`identified`).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sihe.interaction.handling import actions as handling
from sihe.interaction.matters.actions.stepping import abouts, locked
from sihe.interaction.matters.models import Matter, Note, Reporter
from sihe.interaction.owndata import rules as _rules  # noqa: F401  (registers the rules)
from sihe.interaction.owndata.facts import ErasureAnswered, ErasureAsked
from sihe.interaction.owndata.models import REASON_MOST, Erasure, OwnNote
from sihe.interaction.owndata.queries import is_over, kept_of, others_notes, own_notes
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.calendar.queries import add_term
from sihe.kernel.facts import SYSTEM, About, Actor
from sihe.kernel.facts.privacy import Revealed
from sihe.kernel.journal.actions import record
from sihe.kernel.notices.actions import empty_messages, erase_messages
from sihe.kernel.privacy.actions import erase_words
from sihe.kernel.responsibilities.queries import number


@contextmanager
def own_words(reporter: Reporter) -> Iterator[None]:
    """Remember what is written within the block as this reporter's own words; one transaction."""
    with transaction.atomic():
        matter = locked(reporter.matter)
        last = Note.objects.filter(matter=matter).order_by("-pk").values_list("pk", flat=True)
        before = last.first() or 0
        yield
        fresh = Note.objects.filter(matter=matter, pk__gt=before, author__isnull=True)
        OwnNote.objects.bulk_create(OwnNote(note=note, reporter=reporter) for note in fresh)


@transaction.atomic
def shown(*, by: Actor, reporter: Reporter, field: str, at: datetime | None = None) -> Reporter:
    """Write down that a reporter's data was shown to them (`contact`, `copy`, `own_page`), and by whom.

    Raises:
        Refused: `not_allowed`.
    """
    require("owndata.serve", by, reporter.matter)
    fact = Revealed(field=field, purpose="own_request")
    record(fact, by=by, about=[About("reporter", reporter.pk)], at=at)
    return Reporter.objects.select_related("matter__first_receiver", "original").get(pk=reporter.pk)


@transaction.atomic
def correct(
    *, by: Actor, reporter: Reporter, name: str = "", phone: str = "", seen: int | None = None,
    at: datetime | None = None,
) -> Reporter:  # fmt: skip
    """Correct name or phone at once. `seen`: how many erasures the page knew of that the form came from.

    Raises:
        Refused: `not_allowed`; `page_is_old`, so that an old page does not bring back what was erased;
        as `handling.correct_contact`.
    """
    require("owndata.serve", by, reporter.matter)
    locked(reporter.matter)
    if seen is not None and seen != reporter.erasures.count():
        raise Refused("page_is_old")
    return handling.correct_contact(by=by, reporter=reporter, name=name, phone=phone, at=at)


@transaction.atomic
def erase(*, by: Actor, reporter: Reporter, at: datetime | None = None) -> Erasure:
    """Erase name, phone and messages now; words, photos and the flat now or when the matter has ended.

    Sent twice it is one wish. While the matter is open the accountable organisation has to answer.

    Raises:
        Refused: `not_allowed`; `nothing_kept`, when all is gone already.
    """
    require("owndata.serve", by, reporter.matter)
    moment = at or timezone.now()
    locked(reporter.matter)
    reporter = _fresh(reporter)
    kept = kept_of(reporter)
    if kept.erased:
        raise Refused("nothing_kept")
    if kept.erasing and kept.erasure is not None and not kept.has_contact:
        return kept.erasure
    if is_over(reporter):
        erasure = kept.erasure if kept.erasing else None
        erasure = erasure or Erasure(reporter=reporter, asked_at=moment, due_at=moment)
        return _erase_all(erasure, reporter, by, moment)
    _erase_contact(by, reporter, moment)
    if kept.erasing and kept.erasure is not None:
        return kept.erasure
    return _ask(by, reporter, moment)


def _ask(by: Actor, reporter: Reporter, at: datetime) -> Erasure:
    term = number("owndata.answer_days")
    due = add_term(at, term.value, term.unit)
    erasure = Erasure.objects.create(reporter=reporter, asked_at=at, due_at=due)
    fact = ErasureAsked(matter=reporter.matter_id, reporter=reporter.pk, due_at=due)
    record(fact, by=by, about=_about(reporter), at=at)
    return erasure


@transaction.atomic
def answer(
    *, by: Actor, erasure: Erasure, erase_now: bool, reason: str = "", at: datetime | None = None
) -> Erasure:
    """Answer a wish: erase at once though the matter is open, or keep until its end and say why.

    Raises:
        Refused: `not_allowed`; `erased_already`; `reason_missing`; `text_too_long`.
    """
    reporter = _fresh(erasure.reporter)
    require("owndata.answer", by, reporter.matter)
    moment, said = at or timezone.now(), reason.strip()
    locked(reporter.matter)
    erasure = Erasure.objects.select_for_update(of=("self",)).get(pk=erasure.pk)
    if erasure.done_at is not None:
        raise Refused("erased_already")
    if not erase_now and not said:
        raise Refused("reason_missing", field="reason")
    if len(said) > REASON_MOST:
        raise Refused("text_too_long", field="reason", length=len(said), most=REASON_MOST)
    erasure.answered_at, erasure.answered_by_id = moment, by.person
    erasure.organisation_id, erasure.reason = by.organisation, "" if erase_now else said
    if erase_now:
        erasure = _erase_all(erasure, reporter, by, moment)
    else:
        erasure.save()
    fact = ErasureAnswered(matter=reporter.matter_id, reporter=reporter.pk, erased=erase_now)
    record(fact, by=by, about=_about(reporter), at=moment)
    return erasure


@transaction.atomic
def finish_waiting(*, matters: Sequence[int], at: datetime | None = None) -> int:
    """Erase what waited for the end of any of these matters, as far as all has ended; return how many.

    Called when a matter or a part ended, more than once without harm.
    """
    moment, done = at or timezone.now(), 0
    rows = Erasure.objects.filter(done_at__isnull=True, reporter__matter__in=matters)
    for erasure in rows.select_related("reporter__matter").order_by("pk"):
        locked(erasure.reporter.matter)
        reporter = _fresh(erasure.reporter)
        still = Erasure.objects.filter(pk=erasure.pk, done_at__isnull=True).exists()
        if still and is_over(reporter):
            _erase_all(erasure, reporter, SYSTEM, moment)
            done += 1
    return done


def forget_around(matters: Sequence[int], gone: str) -> int:
    """Put `gone` in place of reasons for keeping, and of what neighbours were told; return how many rows.

    Called by the forgetting of matters: staff's words to those who joined may name the first reporter.
    """
    rows = Erasure.objects.filter(reporter__original__in=matters).exclude(reason="")
    return rows.update(reason=gone) + empty_messages(kind="matter", ids=matters, gone=gone)


def _erase_all(erasure: Erasure, reporter: Reporter, by: Actor, at: datetime) -> Erasure:
    own = list(own_notes(reporter).values_list("pk", flat=True))
    others = list(others_notes(reporter).values_list("note", flat=True))
    erasure.done_at, erasure.reason = at, ""
    erasure.save()
    _erase_around(reporter)
    handling.forget_reporter(by=by, reporter=reporter, words=True, own=own, others=others, at=at)
    return erasure


def _erase_contact(by: Actor, reporter: Reporter, at: datetime) -> None:
    _erase_around(reporter)
    handling.forget_reporter(by=by, reporter=reporter, at=at)


def _erase_around(reporter: Reporter) -> None:
    about = About("reporter", reporter.pk)
    erase_messages(recipient=about)
    erase_words(about=about)


def _fresh(reporter: Reporter) -> Reporter:
    related = ("matter__first_receiver", "matter__category", "original__category")
    return Reporter.objects.select_related(*related).get(pk=reporter.pk)


def _about(reporter: Reporter) -> list[About]:
    matter: Matter = reporter.matter
    return abouts(matter, About("reporter", reporter.pk))
