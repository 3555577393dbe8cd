"""The outbox: sends what waits, outside of requests, with growing distance between tries."""

import logging
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from sihe.interaction.telling.queries import held_until
from sihe.kernel.journal.periodic import every
from sihe.kernel.notices import states
from sihe.kernel.notices.models import Delivery, DeliveryState, Message
from sihe.kernel.notices.queries import address, sentence
from sihe.kernel.notices.registry import find
from sihe.kernel.notices.senders import Outcome, Sender, sender

BATCH: Final = 200
MOST_TRIES: Final = 6
LEASE: Final = timedelta(minutes=2)
FIRST_WAIT: Final = timedelta(minutes=1)
log = logging.getLogger("sihe.notices")


def deliver_due(now: datetime, limit: int = BATCH) -> int:
    """Send what is due and return how many were sent; in quiet hours all but the urgent waits for the morning.

    A row is claimed by moving its next try ahead, so that two workers never send one at once; after a
    stop in the middle it is sent again, since a text twice is better than none.
    """
    rows = Delivery.objects.filter(state=DeliveryState.WAITING, next_try__lte=now)
    sent = 0
    for pk in list(rows.order_by("next_try").values_list("pk", flat=True)[:limit]):
        claimed = rows.filter(pk=pk).update(next_try=timezone.now() + LEASE)
        if not claimed:
            continue
        delivery = Delivery.objects.select_related("notice__person", "message").get(pk=pk)
        if not _held(delivery, now):
            sent += _try(delivery, now)
    return sent


def _held(delivery: Delivery, now: datetime) -> bool:
    told = delivery.notice or delivery.message
    if told is None or told.urgent:
        return False
    until = held_until(now, delivery.notice.person_id if delivery.notice else None)
    if until is not None:
        Delivery.objects.filter(pk=delivery.pk).update(next_try=until)
    return until is not None


def _try(delivery: Delivery, now: datetime) -> bool:
    try:
        way = sender(delivery.sender)
        to, text = _to_and_text(delivery, way)
        outcome = way.send(to, text) if to else Outcome(False, trouble="no address")
    except Exception as fault:  # a fault of one sender must not stop the others
        log.exception("sender %s failed", delivery.sender)
        outcome = Outcome(False, again=True, trouble=type(fault).__name__)
    delivery.tries += 1
    delivery.trouble = outcome.trouble[:200]
    if outcome.sent:
        delivery.state = DeliveryState.DONE
        _note_on(delivery.message, outcome, now)
    elif not outcome.again or delivery.tries >= MOST_TRIES:
        delivery.state = DeliveryState.GIVEN_UP
    else:
        delivery.next_try = now + FIRST_WAIT * 4 ** (delivery.tries - 1)
    delivery.save(update_fields=["tries", "trouble", "state", "next_try"])
    return outcome.sent


def _to_and_text(delivery: Delivery, way: Sender) -> tuple[str, str]:
    if delivery.message is not None:
        message = delivery.message
        found = find(message.recipient_kind, [message.recipient_id]).get(message.recipient_id)
        to = getattr(found, way.field, "") if found else ""
        return to, f"{_marked(message.urgent, message.text)} {address(message.link)}"
    notice = delivery.notice
    if notice is None:
        return "", ""
    words = _marked(notice.urgent, sentence(notice))
    return getattr(notice.person, way.field), f"{words}\n{address(notice.url)}"


def _marked(urgent: bool, text: str) -> str:
    return _("【紧急】%(text)s") % {"text": text} if urgent else text


def _note_on(message: Message | None, outcome: Outcome, now: datetime) -> None:
    if message is None:
        return
    state = states.DELIVERED if outcome.delivered else states.SENT
    rows = Message.objects.filter(pk=message.pk, state__in=sorted(states.FROM[state]))
    rows.update(state=state, state_at=now)


@every(minutes=1)
def deliver_by_itself(now: datetime) -> None:
    """Send what is due, once a minute."""
    deliver_due(now)
