"""Registers the module with Django; it has no tables."""

from django.apps import AppConfig


class HandlingConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.handling"
    label = "handling"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.handling import holdings, periodic, phrases  # noqa: F401
