"""Registers the module with Django."""

from django.apps import AppConfig


class TurnoverConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.teams.turnover"
    label = "turnover"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.teams.turnover import listeners, phrases, registrations  # noqa: F401
