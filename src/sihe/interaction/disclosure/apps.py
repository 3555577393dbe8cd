"""Registers the module with Django."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.interaction.disclosure"
    label = "disclosure"

    def ready(self) -> None:
        """Register what this module adds to others, and its ledger as one that only grows."""
        from sihe.interaction.disclosure import listeners, periodic, phrases, rules  # noqa: F401
        from sihe.interaction.disclosure.guards import sees_item, sees_receipt
        from sihe.interaction.disclosure.models import LEDGER
        from sihe.kernel.files.access import guards
        from sihe.kernel.journal.append_only import KEYS

        guards["account_entry"], guards["published_item"] = sees_receipt, sees_item
        KEYS[LEDGER] = "id"
