"""Stops the start when a sender is switched on that cannot send."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from sihe.kernel.notices.senders import sender


@register("notices")
def senders_are_complete(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Name each unknown sender and each setting that a sender lacks."""
    found: list[CheckMessage] = []
    for name in settings.NOTICE_SENDERS:
        try:
            missing = sender(name).missing()
        except ImproperlyConfigured as fault:
            found.append(Error(str(fault), id="notices.E001"))
            continue
        found += [
            Error(f"the sender {name!r} is on, but SIHE_{key} is empty", id="notices.E002")
            for key in missing
        ]
    return found
