"""Old notices and messages are erased by the retention of privacy."""

from datetime import datetime

from sihe.kernel.notices.models import Message, Notice
from sihe.kernel.privacy.retention import sweepers


def erase_notices(before: datetime) -> int:
    """Erase notices to staff older than the moment; return how many."""
    return Notice.objects.filter(at__lt=before).delete()[1].get(Notice._meta.label, 0)


def erase_messages(before: datetime) -> int:
    """Erase messages to residents older than the moment; return how many."""
    return Message.objects.filter(at__lt=before).delete()[1].get(Message._meta.label, 0)


sweepers["notice"] = erase_notices
sweepers["message"] = erase_messages
