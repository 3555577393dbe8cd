"""Registers the module with Django."""

from django.apps import AppConfig


class TellingConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.telling"
    label = "telling"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.telling import phrases, rules, sentences  # noqa: F401
