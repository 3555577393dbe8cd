"""Slips and wishes are erased when their time is over."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from sihe.interaction.accounts.models import MembershipRequest, RequestState, Slip
from sihe.kernel.privacy.retention import sweepers


def erase_slips(before: datetime) -> int:
    """Erase slips that were used, became void or ran out before the moment; return how many."""
    over = Q(used_at__lt=before) | Q(void_at__lt=before)
    over |= Q(valid_until__lt=timezone.localdate(before), used_at=None)
    return Slip.objects.filter(over).delete()[0]


def erase_requests(before: datetime) -> int:
    """Erase wishes answered before the moment, and those that nobody ever answered; return how many."""
    answered = Q(decided_at__lt=before) | Q(state=RequestState.WAITING, at__lt=before)
    return MembershipRequest.objects.filter(answered).delete()[0]


sweepers["slip"] = erase_slips
sweepers["membership_request"] = erase_requests
