"""Erasing what is kept of a household beside the roll, when a person who lives there asks, or in time."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sihe.interaction.rounds import states
from sihe.interaction.rounds.actions.consenting import end_consents
from sihe.interaction.rounds.facts import WordsForgotten
from sihe.interaction.rounds.models import Consent, Ending, Promise, Round
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import SYSTEM, About, Actor
from sihe.kernel.files.actions import erase
from sihe.kernel.journal.actions import record
from sihe.kernel.notices.actions import erase_messages
from sihe.kernel.places.models import Dwelling


@transaction.atomic
def forget_words(*, by: Actor, dwelling: Dwelling, at: datetime | None = None) -> int:
    """Erase, as a resident wishes, what was written on visits, what was promised, and every consent with its sheet.

    That somebody came, and when, stays: it is the worker's record and says nothing of the household.

    Raises:
        Refused: `not_allowed`; `nothing_kept_here`.
    """
    require("households.visit", by, dwelling)
    require("households.help", by, dwelling)
    moment = at or timezone.now()
    consents = list(Consent.objects.filter(dwelling=dwelling).values_list("pk", flat=True))
    end_consents(by=by, ids=consents, ending=Ending.WITHDRAWN, at=moment)
    count = _empty(Q(dwelling=dwelling), Q(dwelling=dwelling), moment)
    count += erase_consents(by=by, ids=consents)
    if not count:
        raise Refused("nothing_kept_here")
    fact = WordsForgotten(dwelling=dwelling.pk, count=count)
    record(fact, by=by, about=[About("dwelling", dwelling.pk)], at=moment)
    return count


def _empty(rounds: Q, promises: Q, at: datetime) -> int:
    count = Round.objects.filter(rounds).exclude(note="").update(note="", forgotten_at=at)
    said = Promise.objects.filter(promises).exclude(text="", reason="")
    return count + said.update(text="", reason="")


def erase_consents(*, by: Actor, ids: list[int]) -> int:
    """Erase consents that have ended, their sheets and what was told about them; return how many."""
    rows = Consent.objects.filter(pk__in=ids, ended_at__isnull=False)
    for pk in list(rows.values_list("pk", flat=True)):
        erase(by=by, about=About("consent", pk))
        erase_messages(recipient=About("consent", pk))
    return rows.delete()[1].get(Consent._meta.label, 0)


def sweep_words(before: datetime) -> int:
    """Empty what was written on visits before a moment, and on promises that ended or were due before it."""
    over = Q(ended_at__lt=before) | Q(state=states.OPEN, due_on__lt=before.date())
    return _empty(Q(at__lt=before), over, timezone.now())


def sweep_consents(before: datetime) -> int:
    """Erase consents that ended before a moment, with their sheets."""
    ended = Consent.objects.filter(ended_at__lt=before)
    return erase_consents(by=SYSTEM, ids=list(ended.values_list("pk", flat=True)))
