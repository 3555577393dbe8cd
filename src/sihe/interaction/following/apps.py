"""Registers the module with Django."""

from django.apps import AppConfig


class FollowingConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.following"
    label = "following"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.following import panels  # noqa: F401
        from sihe.interaction.following.photos import admit_residents

        admit_residents()
