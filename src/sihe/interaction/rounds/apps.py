"""Registers the module with Django."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.rounds"
    label = "rounds"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.rounds import (  # noqa: F401
            listeners,
            periodic,
            phrases,
            recipients,
            retention,
            rules,
        )
