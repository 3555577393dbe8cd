"""Registers the module with Django; it has no tables."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.kernel.facts"
    label = "facts"
