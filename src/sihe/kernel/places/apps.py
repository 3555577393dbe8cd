"""Registers the module with Django."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.kernel.places"
    label = "places"

    def ready(self) -> None:
        """Register rules and sentences."""
        from sihe.kernel.places import phrases, rules  # noqa: F401
