"""Registers the module with Django."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.kernel.journal"
    label = "journal"
