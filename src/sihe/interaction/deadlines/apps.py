"""Registers the module with Django."""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.deadlines"
    label = "deadlines"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.deadlines import periodic, phrases  # noqa: F401
