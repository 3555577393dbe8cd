"""Registers the command with Django; there are no tables."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.project.keys"
    label = "keys"
