"""Registers the module with Django."""

from django.apps import AppConfig


class ShowcaseConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.project.showcase"
    label = "showcase"
