"""Registers the module with Django."""

from django.apps import AppConfig


class DesksConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.intelligence.desks"
    label = "desks"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.intelligence.desks import panels  # noqa: F401
