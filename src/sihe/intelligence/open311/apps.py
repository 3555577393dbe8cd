"""Registers the module with Django."""

from django.apps import AppConfig


class Open311Config(AppConfig):
    """Django's view of this module."""

    name = "sihe.intelligence.open311"
    label = "open311"

    def ready(self) -> None:
        """Register this module's rules and refusals in words."""
        from sihe.intelligence.open311 import phrases, rules  # noqa: F401
