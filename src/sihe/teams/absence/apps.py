"""Registers the module with Django."""

from django.apps import AppConfig


class AbsenceConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.teams.absence"
    label = "absence"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.teams.absence import listeners, periodic, phrases, registrations  # noqa: F401
