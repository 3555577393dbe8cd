"""Registers the module with Django."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.kernel.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Register phrases and what runs by itself."""
        from sihe.kernel.privacy import phrases, retention  # noqa: F401
