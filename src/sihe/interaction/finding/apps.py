"""Registers the module with Django."""

from django.apps import AppConfig


class FindingConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.finding"
    label = "finding"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.finding import phrases, retention, rules  # noqa: F401
