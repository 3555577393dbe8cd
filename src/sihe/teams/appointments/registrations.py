"""What this module tells the kernel: how long sign-ins issued anew are kept."""

from datetime import datetime

from sihe.kernel.privacy.retention import sweepers
from sihe.teams.appointments.models import Reissue


def sweep_reissues(before: datetime) -> int:
    """Erase who could not sign in, once it is long over and a start password is not waiting."""
    rows = Reissue.objects.filter(asked_at__lt=before, given_at__isnull=True)
    changed = Reissue.objects.filter(asked_at__lt=before, changed_at__isnull=False)
    return rows.delete()[0] + changed.delete()[0]


sweepers["reissue"] = sweep_reissues
