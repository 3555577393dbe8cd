"""Registers the module with Django."""

from django.apps import AppConfig


class RegisteringConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.intelligence.registering"
    label = "registering"

    def ready(self) -> None:
        """Register facts, rules, sentences and periodic work."""
        from sihe.intelligence.registering import facts, phrases, rules, tasks  # noqa: F401
