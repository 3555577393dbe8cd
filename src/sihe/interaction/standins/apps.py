"""Registers the module with Django."""

from django.apps import AppConfig


class StandinsConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.standins"
    label = "standins"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.standins import (  # noqa: F401
            panels,
            phrases,
            retention,
            rules,
            sentences,
        )
