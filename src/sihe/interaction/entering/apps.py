"""Registers the module with Django."""

from django.apps import AppConfig


class EnteringConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.entering"
    label = "entering"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.accounts.actions import forgetters
        from sihe.interaction.entering import panels, phrases, retention  # noqa: F401
        from sihe.interaction.entering.actions import forget_pin

        forgetters.append(forget_pin)
