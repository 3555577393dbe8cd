"""Registers the module with Django."""

from django.apps import AppConfig


class TriageConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.triage"
    label = "triage"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.triage import listeners, phrases, rules  # noqa: F401
