"""Registers the module with Django."""

from django.apps import AppConfig


class SendersConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.intelligence.senders"
    label = "senders"

    def ready(self) -> None:
        """Register what runs by itself."""
        from sihe.intelligence.senders import outbox  # noqa: F401
