"""Registers the module with Django."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.intelligence.archive"
    label = "archive"

    def ready(self) -> None:
        """Register refusals in words and rules."""
        from sihe.intelligence.archive import phrases, rules  # noqa: F401
