"""Registers the module with Django."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.kernel.organisations"
    label = "organisations"
