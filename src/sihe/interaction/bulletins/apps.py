"""Registers the module with Django."""

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.bulletins"
    label = "bulletins"
