"""Registers the module with Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.kernel.notices"
    label = "notices"

    def ready(self) -> None:
        """Register checks, phrases and what runs by itself."""
        from sihe.kernel.notices import phrases, retention  # noqa: F401
