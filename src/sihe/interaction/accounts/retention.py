"""Slips are erased when their time is over."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from sihe.interaction.accounts.models import Slip
from sihe.kernel.privacy.retention import sweepers


def erase_slips(before: datetime) -> int:
    """Erase slips that were used, became void or ran out before the moment; return how many."""
    over = Q(used_at__lt=before) | Q(void_at__lt=before)
    over |= Q(valid_until__lt=timezone.localdate(before), used_at=None)
    return Slip.objects.filter(over).delete()[0]


sweepers["slip"] = erase_slips
