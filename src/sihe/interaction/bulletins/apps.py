"""Registers the module with Django."""

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.bulletins"
    label = "bulletins"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.bulletins import (  # noqa: F401
            photos,
            phrases,
            recipients,
            rules,
            sentences,
            watching,
        )
