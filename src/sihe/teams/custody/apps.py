"""Registers the module with Django."""

from django.apps import AppConfig


class CustodyConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.teams.custody"
    label = "custody"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.teams.custody import phrases, registrations  # noqa: F401
