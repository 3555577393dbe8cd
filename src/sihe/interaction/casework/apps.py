"""Registers the module with Django; it has no tables."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.casework"
    label = "casework"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.casework import (  # noqa: F401
            listeners,
            registrations,
            wordings,
        )
