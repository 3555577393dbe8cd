"""Registers the module with Django."""

from django.apps import AppConfig


class SendersConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.intelligence.senders"
    label = "senders"

    def ready(self) -> None:
        """Register checks and what runs by itself."""
        from sihe.intelligence.senders import checks, outbox  # noqa: F401
