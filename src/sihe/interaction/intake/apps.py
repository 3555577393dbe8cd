"""Registers the module with Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.intake"
    label = "intake"

    def ready(self) -> None:
        """Register what this module hears and may do."""
        from sihe.interaction.intake import rules  # noqa: F401
