"""Registers the module with Django."""

from django.apps import AppConfig


class OwndataConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.owndata"
    label = "owndata"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.matters.actions import forgetters
        from sihe.interaction.matters.queries import beside
        from sihe.interaction.owndata import (  # noqa: F401
            listeners,
            panels,
            phrases,
            rules,
            sentences,
            wordings,
        )
        from sihe.interaction.owndata.actions import forget_around
        from sihe.interaction.owndata.queries import open_erasure

        forgetters.append(forget_around)
        beside["open_erasure"] = open_erasure()
