"""Registers the module with Django."""

from django.apps import AppConfig


class HandoversConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.handovers"
    label = "handovers"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.handovers import (  # noqa: F401
            listeners,
            panels,
            phrases,
            rules,
            sentences,
            wordings,
        )
        from sihe.interaction.handovers.actions import forget_words
        from sihe.interaction.matters.actions import forgetters

        forgetters.append(forget_words)
