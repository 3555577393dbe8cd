"""Registers the module with Django."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.kernel.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.kernel.organisations import phrases  # noqa: F401
