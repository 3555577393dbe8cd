"""Agreements and offers are erased when their time is over, with the written proxies."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from sihe.interaction.standins.models import Offer, StandIn
from sihe.kernel.facts import SYSTEM, About
from sihe.kernel.files.actions import erase
from sihe.kernel.people.actions import keeping
from sihe.kernel.privacy.retention import sweepers


def erase_stand_ins(before: datetime) -> int:
    """Erase agreements that ended or ran out before the moment, with the written proxy; return how many."""
    over = Q(ended_at__lt=before) | Q(until__lt=timezone.localdate(before))
    rows = StandIn.objects.filter(over)
    for pk in rows.filter(written=True).values_list("pk", flat=True):
        erase(by=SYSTEM, about=About("stand_in", pk))
    offers = Offer.objects.filter(valid_until__lt=timezone.localdate(before))
    return rows.delete()[0] + offers.delete()[0]


def _agreed() -> QuerySet[StandIn]:
    return StandIn.objects.filter(ended_at__isnull=True, until__gte=timezone.localdate())


def represented() -> QuerySet[Any]:
    """Return the ids of the people for whom somebody may act today."""
    return _agreed().values("principal")


def representing() -> QuerySet[Any]:
    """Return the ids of the people who may act for somebody today."""
    return _agreed().values("agent")


keeping.extend((represented, representing))
sweepers["stand_in"] = erase_stand_ins
