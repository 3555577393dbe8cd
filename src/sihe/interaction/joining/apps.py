"""Registers the module with Django."""

from django.apps import AppConfig


class JoiningConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.joining"
    label = "joining"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.joining import (  # noqa: F401
            listeners,
            panels,
            phrases,
            retention,
            rules,
            wordings,
        )
