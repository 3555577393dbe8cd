"""Old notices and messages are erased by the retention of privacy."""

from datetime import datetime

from sihe.kernel.notices.models import Message, Notice
from sihe.kernel.privacy.retention import sweepers


def erase_notices(before: datetime) -> int:
    """Erase notices to staff older than the moment; return how many."""
    rows = Notice.objects.filter(at__lt=before)
    count = rows.count()
    rows.delete()
    return count


def erase_messages(before: datetime) -> int:
    """Erase messages to residents older than the moment; return how many."""
    rows = Message.objects.filter(at__lt=before)
    count = rows.count()
    rows.delete()
    return count


sweepers["notice"] = erase_notices
sweepers["message"] = erase_messages
