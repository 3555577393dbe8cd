"""Codes are erased the day after they ran out."""

from datetime import datetime

from sihe.interaction.entering.models import SignInCode
from sihe.kernel.privacy.retention import sweepers


def erase_codes(before: datetime) -> int:
    """Erase codes that ran out before the moment; return how many."""
    return SignInCode.objects.filter(valid_until__lt=before).delete()[0]


sweepers["sign_in_code"] = erase_codes
