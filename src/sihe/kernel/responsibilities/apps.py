"""Registers the module with Django."""

from django.apps import AppConfig


class ResponsibilitiesConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.kernel.responsibilities"
    label = "responsibilities"
