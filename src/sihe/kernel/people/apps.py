"""Registers the module with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.kernel.people"
    label = "people"

    def ready(self) -> None:
        """Register rules, phrases and what is forgotten in time."""
        from sihe.kernel.people import phrases, retention, rules  # noqa: F401
