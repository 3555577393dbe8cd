"""What is kept of slips, wishes and agreements goes when its time is over; codes go the next day."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from sihe.interaction.accounts.models import (
    MembershipRequest,
    RequestState,
    SignInCode,
    Slip,
    StandIn,
)
from sihe.kernel.facts import SYSTEM, About
from sihe.kernel.files.actions import erase
from sihe.kernel.privacy.retention import sweepers


def erase_slips(before: datetime) -> int:
    """Erase slips that were used, became void or ran out before the moment; return how many."""
    over = Q(used_at__lt=before) | Q(void_at__lt=before)
    over |= Q(valid_until__lt=timezone.localdate(before), used_at=None)
    return _gone(Slip.objects.filter(over))


def erase_requests(before: datetime) -> int:
    """Erase wishes answered before the moment, and those that nobody ever answered; return how many."""
    answered = Q(decided_at__lt=before) | Q(state=RequestState.WAITING, at__lt=before)
    return _gone(MembershipRequest.objects.filter(answered))


def erase_stand_ins(before: datetime) -> int:
    """Erase agreements that ended or ran out before the moment, with the written proxy; return how many."""
    over = Q(ended_at__lt=before) | Q(until__lt=timezone.localdate(before))
    rows = StandIn.objects.filter(over)
    for pk in rows.filter(written=True).values_list("pk", flat=True):
        erase(by=SYSTEM, about=About("stand_in", pk))
    return _gone(rows)


def erase_codes(before: datetime) -> int:
    """Erase codes that ran out before the moment; return how many."""
    return _gone(SignInCode.objects.filter(valid_until__lt=before))


def _gone(rows: "QuerySet[Slip] | QuerySet[MembershipRequest] | QuerySet[StandIn] | QuerySet[SignInCode]") -> int:
    return rows.delete()[1].get(rows.model._meta.label, 0)


sweepers["slip"] = erase_slips
sweepers["membership_request"] = erase_requests
sweepers["stand_in"] = erase_stand_ins
sweepers["sign_in_code"] = erase_codes
