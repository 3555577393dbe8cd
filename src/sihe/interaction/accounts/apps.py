"""Registers the module with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.interaction.accounts import (  # noqa: F401
            phrases,
            retention,
            rules,
        )
