"""Registers the module with Django."""

from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.households"
    label = "households"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.households import phrases, registrations, rules  # noqa: F401
