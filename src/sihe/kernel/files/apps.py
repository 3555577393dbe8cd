"""Registers the module with Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.kernel.files"
    label = "files"

    def ready(self) -> None:
        """Register phrases and what runs by itself."""
        from sihe.kernel.files import actions, phrases  # noqa: F401
