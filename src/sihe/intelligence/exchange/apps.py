"""Registers the module with Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.intelligence.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Register this module's refusals in words, its rules and its periodic work."""
        from sihe.intelligence.exchange import phrases, rules, tasks  # noqa: F401
