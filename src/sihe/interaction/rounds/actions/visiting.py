"""Visits to households and what is promised there."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sihe.interaction.rounds import states
from sihe.interaction.rounds.facts import PromiseEnded, PromiseMade, RoundMade
from sihe.interaction.rounds.models import (
    NOTE_MOST,
    PROMISE_MOST,
    REASON_MOST,
    Met,
    Promise,
    Round,
    RoundKind,
)
from sihe.interaction.rounds.queries.members import household_of
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor, Fact
from sihe.kernel.journal.actions import record
from sihe.kernel.places.models import Dwelling


@transaction.atomic
def make_round(
    *, by: Actor, dwelling: Dwelling, kind: str, met: str, token: UUID, note: str = "",
    promise: str = "", due_on: date | None = None, at: datetime | None = None,
) -> Round:  # fmt: skip
    """Write down a visit, and what was promised with its day. The same `token` twice is one visit.

    Raises:
        Refused: `not_allowed`; `round_in_future` (at); `round_too_long` (note, promise); `promise_no_day`
            (due_on); `promise_no_words` (promise); `promise_day_past` (due_on).
    """
    require("households.visit", by, dwelling)
    again = Round.objects.filter(token=token, person=by.person, dwelling=dwelling).first()
    if again is not None:
        return again
    now = timezone.now()
    moment, said, promised = at or now, note.strip(), promise.strip()
    if moment > now:
        raise Refused("round_in_future", field="at")
    for field, text, most in (("note", said, NOTE_MOST), ("promise", promised, PROMISE_MOST)):
        if len(text) > most:
            raise Refused("round_too_long", field=field, most=most)
    day = _day(promised, due_on, timezone.localdate(moment))
    made = Round.objects.create(
        token=token, dwelling=dwelling, household=household_of(dwelling), kind=RoundKind(kind),
        met=Met(met), note=said, person_id=by.person, organisation_id=by.organisation, at=moment,
    )  # fmt: skip
    facts: list[Fact] = [RoundMade(round=made.pk, kind=made.kind, met=made.met)]
    if day is not None:
        kept = Promise.objects.create(
            round=made, dwelling=dwelling, text=promised, person_id=by.person,
            organisation_id=by.organisation, made_at=moment, due_on=day,
        )  # fmt: skip
        facts.append(PromiseMade(promise=kept.pk, due_on=day))
    record(*facts, by=by, about=[About("dwelling", dwelling.pk)], at=moment)
    return made


def _day(promised: str, due_on: date | None, today: date) -> date | None:
    """Return the day of a promise; None where nothing was promised."""
    if not promised and due_on is None:
        return None
    if not promised:
        raise Refused("promise_no_words", field="promise")
    if due_on is None:
        raise Refused("promise_no_day", field="due_on")
    if due_on < today:
        raise Refused("promise_day_past", field="due_on")
    return due_on


@transaction.atomic
def end_promise(
    *, by: Actor, promise: Promise, kept: bool, reason: str = "", at: datetime | None = None
) -> Promise:
    """Write down that a promise was kept, or was not and why.

    Raises:
        Refused: `not_allowed`; `promise_ended`; `promise_reason_missing`, `round_too_long` (reason).
    """
    require("households.visit", by, promise.dwelling)
    moment, said = at or timezone.now(), reason.strip()
    found = Promise.objects.select_for_update(of=("self",)).get(pk=promise.pk)
    state = states.KEPT if kept else states.GIVEN_UP
    if found.state not in states.FROM[state]:
        raise Refused("promise_ended")
    if not kept and not said:
        raise Refused("promise_reason_missing", field="reason")
    if len(said) > REASON_MOST:
        raise Refused("round_too_long", field="reason", most=REASON_MOST)
    found.state, found.reason, found.ended_at = state, "" if kept else said, moment
    found.save(update_fields=["state", "reason", "ended_at"])
    about = [About("dwelling", found.dwelling_id)]
    record(PromiseEnded(promise=found.pk, state=state), by=by, about=about, at=moment)
    return found
