"""Registers the module with Django."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.kernel.access"
    label = "access"
