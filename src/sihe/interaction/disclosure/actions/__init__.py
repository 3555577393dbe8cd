"""The verbs of affairs: keep and reverse entries, publish, keep powers and items."""

from sihe.interaction.disclosure import rules as _rules  # noqa: F401  (registers the rules)
from sihe.interaction.disclosure.actions.items import rewrite_item, withdraw_item, write_item
from sihe.interaction.disclosure.actions.keeping import keep_entry, reverse_entry
from sihe.interaction.disclosure.actions.powers import end_power, keep_power, renew_power
from sihe.interaction.disclosure.actions.publishing import (
    publish_account,
    publish_item,
    publish_posts,
    publish_powers,
    scan_late,
)

__all__ = [
    "end_power",
    "keep_entry",
    "keep_power",
    "publish_account",
    "publish_item",
    "publish_posts",
    "publish_powers",
    "renew_power",
    "reverse_entry",
    "rewrite_item",
    "scan_late",
    "withdraw_item",
    "write_item",
]
