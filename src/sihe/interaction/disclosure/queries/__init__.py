"""Reading affairs: the account, powers, items, and what of it is public."""

from sihe.interaction.disclosure.queries.accounts import (
    OPENING_HEADING,
    Period,
    Sums,
    balance_of,
    entries_of,
    last_published,
    late_of,
    late_since,
    periods_open,
    previews,
    standing,
    sums_of,
    trend_of,
)
from sihe.interaction.disclosure.queries.affairs import (
    PowerShown,
    committees,
    items_of,
    latest,
    powers_of,
    visible_to,
)

__all__ = [
    "OPENING_HEADING",
    "Period",
    "PowerShown",
    "Sums",
    "balance_of",
    "committees",
    "entries_of",
    "items_of",
    "last_published",
    "late_of",
    "late_since",
    "latest",
    "periods_open",
    "powers_of",
    "previews",
    "standing",
    "sums_of",
    "trend_of",
    "visible_to",
]
