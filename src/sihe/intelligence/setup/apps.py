"""Registers the module with Django."""

from django.apps import AppConfig


class SetupConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.intelligence.setup"
    label = "setup"

    def ready(self) -> None:
        """Register facts, rules and sentences."""
        from sihe.intelligence.setup import facts, phrases, rules  # noqa: F401
