"""Registers the module with Django."""

from django.apps import AppConfig


class MattersConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.matters"
    label = "matters"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.matters import phrases, rules  # noqa: F401
