"""Registers the module with Django."""

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.intelligence.rulebook"
    label = "rulebook"

    def ready(self) -> None:
        """Register phrases."""
        from sihe.intelligence.rulebook import phrases  # noqa: F401
