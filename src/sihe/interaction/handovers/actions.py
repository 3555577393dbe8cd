"""The verbs of hand-overs: offer, accept, decline, counter, agree, insist, withdraw.

In `offered` the receiver has the move, in `countered` the giver; there is never a third. The giver of a whole
matter stays accountable until the moment of acceptance.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from sihe.interaction.handovers import rules as _rules  # noqa: F401  (registers the rules)
from sihe.interaction.handovers.facts import (
    Accepted,
    Countered,
    Declined,
    Insisted,
    Offered,
    Withdrawn,
)
from sihe.interaction.handovers.models import OPEN, Ground, Handover, HandoverState
from sihe.interaction.matters import actions as matters
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.calendar.queries import add_term
from sihe.kernel.facts import About, Actor, Fact
from sihe.kernel.journal.actions import record
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.responsibilities.models import Share
from sihe.kernel.responsibilities.queries import number


@transaction.atomic
def offer(
    *, by: Actor, matter: Matter, receiver: Organisation, share: str = Share.ACCOUNTABLE, message: str = "",
    due_at: datetime | None = None, at: datetime | None = None, fresh: bool = False,
) -> Handover:  # fmt: skip
    """Offer a matter, or support for it, to another organisation. `fresh`: it was registered as offered just now.

    Raises:
        Refused: `offer_to_itself`, `inactive_receiver`, `offered_already`, `wrong_state`, `due_in_past`,
        `text_too_long`.
    """
    lead = share == Share.ACCOUNTABLE
    require("handovers.offer" if lead else "handovers.ask_support", by, matter)
    moment = at or timezone.now()
    _refuse_bad_offer(matter, receiver, message, due_at, moment)
    if lead and not fresh:
        matters.offer_out(by=by, matter=matter, at=moment)
    answer = number("handovers.answer_hours")
    try:
        with transaction.atomic():
            handover = Handover.objects.create(
                matter=matter, giver_id=matter.accountable_id, receiver=receiver, share=share,
                state=HandoverState.OFFERED, message=message.strip(), due_at=due_at or matter.due_at,
                offered_at=moment, answer_by=add_term(moment, answer.value, answer.unit),
                offered_by_id=by.person,
            )  # fmt: skip
    except IntegrityError:
        raise Refused("offered_already", receiver=str(receiver)) from None
    if not fresh:  # who receives the first offer may read it from the start
        matters.show_to(by=by, matter=matter, organisation=receiver.pk, at=moment)
    fact = Offered(
        handover=handover.pk, matter=matter.pk, giver=matter.accountable_id, receiver=receiver.pk,
        share=share, due_at=handover.due_at, answer_by=handover.answer_by,
    )  # fmt: skip
    _tell(fact, handover, by, moment)
    return handover


def _refuse_bad_offer(
    matter: Matter, receiver: Organisation, message: str, due_at: datetime | None, at: datetime
) -> None:
    if receiver.pk == matter.accountable_id:
        raise Refused("offer_to_itself", field="receiver")
    if not receiver.active:
        raise Refused("inactive_receiver", field="receiver", receiver=str(receiver))
    if matter.state in states.END:
        raise Refused("wrong_state", state=matter.state, move="offer")
    if due_at is not None and due_at <= at:
        raise Refused("due_in_past", field="due_at")
    if len(message) > 400:
        raise Refused("text_too_long", field="message", length=len(message), most=400)


@transaction.atomic
def accept(*, by: Actor, handover: Handover, at: datetime | None = None) -> Handover:
    """Accept on the terms offered.

    Raises:
        Refused: `answered_already`, with the state that the offer is in now.
    """
    handover, moment = _locked(handover, HandoverState.OFFERED), at or timezone.now()
    require("handovers.answer", by, handover)
    return _accepted(handover, by, handover.due_at, moment)


@transaction.atomic
def decline(
    *, by: Actor, handover: Handover, ground: str, reply: str = "", at: datetime | None = None
) -> Handover:
    """Decline on a ground; the giver has the matter in hand again.

    Raises:
        Refused: `answered_already`, `ground_missing`, `reply_missing` (ground "other" needs words).
    """
    handover, moment = _locked(handover, HandoverState.OFFERED), at or timezone.now()
    require("handovers.answer", by, handover)
    if ground not in Ground.values:
        raise Refused("ground_missing", field="ground")
    if ground == Ground.OTHER and not reply.strip():
        raise Refused("reply_missing", field="reply")
    handover.ground = ground
    _end(handover, HandoverState.DECLINED, by, reply, moment)
    if handover.share == Share.ACCOUNTABLE:
        matters.take_back(by=by, matter=handover.matter, at=moment)
    fact = Declined(
        handover=handover.pk, matter=handover.matter_id, giver=handover.giver_id,
        receiver=handover.receiver_id, share=handover.share, ground=ground,
    )  # fmt: skip
    _tell(fact, handover, by, moment)
    return handover


@transaction.atomic
def counter(
    *, by: Actor, handover: Handover, due_at: datetime | None = None, message: str = "", at: datetime | None = None
) -> Handover:  # fmt: skip
    """Propose other terms: a later deadline, or what else is needed, in words.

    Raises:
        Refused: `answered_already`, `terms_missing`, `due_in_past`, `no_round_left`.
    """
    handover, moment = _locked(handover, HandoverState.OFFERED), at or timezone.now()
    require("handovers.answer", by, handover)
    if handover.round > number("handovers.rounds").value:
        raise Refused("no_round_left")
    if due_at is None and not message.strip():
        raise Refused("terms_missing", field="message")
    if due_at is not None and due_at <= moment:
        raise Refused("due_in_past", field="due_at")
    handover.state, handover.counter_due_at = HandoverState.COUNTERED, due_at
    handover.counter_message = message.strip()[:400]
    handover.answer_by = _answer_by(moment)
    handover.save()
    fact = Countered(
        handover=handover.pk, matter=handover.matter_id, giver=handover.giver_id,
        receiver=handover.receiver_id, round=handover.round, due_at=due_at,
    )  # fmt: skip
    _tell(fact, handover, by, moment)
    return handover


@transaction.atomic
def agree(*, by: Actor, handover: Handover, at: datetime | None = None) -> Handover:
    """Agree to the receiver's terms; that is acceptance on those terms."""
    handover, moment = _locked(handover, HandoverState.COUNTERED), at or timezone.now()
    require("handovers.settle_terms", by, handover)
    return _accepted(handover, by, handover.counter_due_at or handover.due_at, moment)


@transaction.atomic
def insist(*, by: Actor, handover: Handover, message: str, at: datetime | None = None) -> Handover:
    """Keep to the first terms, with a reason; the receiver answers again.

    Raises:
        Refused: `answered_already`, `text_missing`.
    """
    handover, moment = _locked(handover, HandoverState.COUNTERED), at or timezone.now()
    require("handovers.settle_terms", by, handover)
    if not message.strip():
        raise Refused("text_missing", field="message")
    handover.state, handover.message = HandoverState.OFFERED, message.strip()[:400]
    handover.round += 1
    handover.answer_by = _answer_by(moment)
    handover.save()
    fact = Insisted(
        handover=handover.pk, matter=handover.matter_id, giver=handover.giver_id,
        receiver=handover.receiver_id, round=handover.round,
    )  # fmt: skip
    _tell(fact, handover, by, moment)
    return handover


@transaction.atomic
def withdraw(*, by: Actor, handover: Handover, at: datetime | None = None) -> Handover:
    """Take an open offer back."""
    handover, moment = _locked(handover, *OPEN), at or timezone.now()
    require("handovers.settle_terms", by, handover)
    _end(handover, HandoverState.WITHDRAWN, by, "", moment)
    if handover.share == Share.ACCOUNTABLE:
        matters.take_back(by=by, matter=handover.matter, at=moment)
    _tell(_withdrawn(handover), handover, by, moment)
    return handover


@transaction.atomic
def lapse(*, by: Actor, matter: Matter, at: datetime | None = None) -> int:
    """Take back the offers that are still open when their matter has ended; return how many."""
    require("handovers.lapse", by)
    moment, lapsed = at or timezone.now(), 0
    if Matter.objects.select_for_update(of=("self",)).get(pk=matter.pk).state not in states.END:
        return 0  # taken up again meanwhile
    for handover in Handover.objects.filter(matter=matter, state__in=OPEN).order_by("pk"):
        handover = _locked(handover, *OPEN)
        _end(handover, HandoverState.WITHDRAWN, by, "", moment)
        _tell(_withdrawn(handover), handover, by, moment)
        lapsed += 1
    return lapsed


def _withdrawn(handover: Handover) -> Withdrawn:
    return Withdrawn(
        handover=handover.pk, matter=handover.matter_id, giver=handover.giver_id,
        receiver=handover.receiver_id, share=handover.share,
    )  # fmt: skip


@transaction.atomic
def erase_unanswered(*, by: Actor, matters: Iterable[int]) -> int:
    """Erase the unanswered offers of matters that an import takes back; the journal keeps what was told."""
    require("matters.bring_in", by)
    rows = Handover.objects.filter(matter__in=list(matters), state=HandoverState.OFFERED, round=1)
    return rows.delete()[0]


def forget_words(matters: Sequence[int], gone: str) -> int:
    """Put `gone` in place of what was written to one another about matters that are forgotten; return how many.

    Called by the forgetting of matters, within its transaction.
    """
    rows = Handover.objects.filter(matter__in=matters)
    for name in ("message", "counter_message", "reply"):
        rows.exclude(**{name: ""}).update(**{name: gone})
    return rows.count()


def _accepted(handover: Handover, by: Actor, due_at: datetime | None, at: datetime) -> Handover:
    handover.due_at = due_at
    _end(handover, HandoverState.ACCEPTED, by, handover.reply, at)
    if handover.share == Share.ACCOUNTABLE:
        matters.accept_for(
            by=by, matter=handover.matter, organisation=handover.receiver_id, due_at=due_at, at=at
        )
    else:
        matters.join_in(by=by, matter=handover.matter, organisation=handover.receiver_id, at=at)
    fact = Accepted(
        handover=handover.pk, matter=handover.matter_id, giver=handover.giver_id,
        receiver=handover.receiver_id, share=handover.share, due_at=due_at,
    )  # fmt: skip
    _tell(fact, handover, by, at)
    return handover


def _end(handover: Handover, state: str, by: Actor, reply: str, at: datetime) -> None:
    handover.state, handover.reply = state, reply.strip()[:400]
    handover.answered_at, handover.answered_by_id = at, by.person
    handover.save()


def _locked(handover: Handover, *wanted: str) -> Handover:
    """Lock the matter first, then the offer: the order of every act on both, so that none waits in a ring."""
    Matter.objects.select_for_update(of=("self",)).get(pk=handover.matter_id)
    rows = Handover.objects.select_for_update(of=("self",)).select_related("matter")
    handover = rows.get(pk=handover.pk)
    if handover.state not in wanted:
        raise Refused("answered_already", state=handover.state)
    return handover


def _answer_by(at: datetime) -> datetime:
    answer = number("handovers.answer_hours")
    return add_term(at, answer.value, answer.unit)


def _tell(fact: Fact, handover: Handover, by: Actor, at: datetime) -> None:
    about = [About("matter", handover.matter_id), About("handover", handover.pk)]
    record(fact, by=by, about=about, at=at)
