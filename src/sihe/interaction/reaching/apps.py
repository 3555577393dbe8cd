"""Registers the module with Django."""

from django.apps import AppConfig


class ReachingConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.reaching"
    label = "reaching"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.reaching import listeners, wordings  # noqa: F401
        from sihe.interaction.telling.listing import elsewhere

        elsewhere["bulletin"] = "reaching:list"
