"""Registers the module with Django."""

from django.apps import AppConfig


class RollsConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.intelligence.rolls"
    label = "rolls"

    def ready(self) -> None:
        """Register this module's facts, rules and retention."""
        from sihe.intelligence.rolls import facts, rules  # noqa: F401
        from sihe.intelligence.rolls.keeping import forget_rolls
        from sihe.kernel.privacy.retention import sweepers

        sweepers["roll"] = forget_rolls
