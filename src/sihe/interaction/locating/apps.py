"""Registers the module with Django."""

from django.apps import AppConfig


class LocatingConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.locating"
    label = "locating"
