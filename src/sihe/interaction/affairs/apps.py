"""Registers the module with Django."""

from django.apps import AppConfig


class AffairsConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.affairs"
    label = "affairs"
