"""Wishes are erased when their time is over."""

from datetime import datetime

from django.db.models import Q

from sihe.interaction.joining.models import MembershipRequest, RequestState
from sihe.kernel.privacy.retention import sweepers


def erase_requests(before: datetime) -> int:
    """Erase wishes answered before the moment, and those that nobody ever answered; return how many."""
    answered = Q(decided_at__lt=before) | Q(state=RequestState.WAITING, at__lt=before)
    return MembershipRequest.objects.filter(answered).delete()[0]


sweepers["membership_request"] = erase_requests
