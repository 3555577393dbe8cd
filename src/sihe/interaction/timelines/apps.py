"""Registers the module with Django; it has no tables."""

from django.apps import AppConfig


class TimelinesConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.timelines"
    label = "timelines"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.timelines import deputising, sentences  # noqa: F401
