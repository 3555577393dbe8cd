"""Registers the module with Django."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.teams.register"
    label = "register"
