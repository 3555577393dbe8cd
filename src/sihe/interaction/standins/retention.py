"""Agreements and offers are erased when their time is over, with the written proxies."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from sihe.interaction.standins.models import Offer, StandIn
from sihe.kernel.facts import SYSTEM, About
from sihe.kernel.files.actions import erase
from sihe.kernel.privacy.retention import sweepers


def erase_stand_ins(before: datetime) -> int:
    """Erase agreements that ended or ran out before the moment, with the written proxy; return how many."""
    over = Q(ended_at__lt=before) | Q(until__lt=timezone.localdate(before))
    rows = StandIn.objects.filter(over)
    for pk in rows.filter(written=True).values_list("pk", flat=True):
        erase(by=SYSTEM, about=About("stand_in", pk))
    offers = Offer.objects.filter(valid_until__lt=timezone.localdate(before))
    return rows.delete()[0] + offers.delete()[0]


sweepers["stand_in"] = erase_stand_ins
