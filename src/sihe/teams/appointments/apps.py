"""Registers the module with Django."""

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.teams.appointments"
    label = "appointments"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.teams.appointments import listeners, phrases, registrations  # noqa: F401
