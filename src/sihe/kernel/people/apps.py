"""Registers the module with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.kernel.people"
    label = "people"
