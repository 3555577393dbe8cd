"""Registers the module with Django."""

from django.apps import AppConfig


class RollworkConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.intelligence.rollwork"
    label = "rollwork"

    def ready(self) -> None:
        """Register this module's refusals in words, its facts and its periodic work."""
        from sihe.intelligence.rollwork import facts, phrases, tasks  # noqa: F401
