"""Registers the module with Django."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.kernel.calendar"
    label = "calendar"

    def ready(self) -> None:
        """Register phrases."""
        from sihe.kernel.calendar import phrases  # noqa: F401
