"""What lists of people and finding them share: how a name begins, what is fetched beside a spell."""

import unicodedata

from django.db import connection
from django.db.models import Q

SEE, LONGEST = "people.see", 60
LAST = "\U0010ffff"
BESIDE = ("dwelling__unit", "dwelling__building__compound", "person")
BULKY = tuple(f"dwelling__{area}__outline" for area in ("unit", "building", "building__compound"))


def tidy(words: str) -> str:
    """Return what was typed as it is looked for: full width made plain, blanks collapsed."""
    return " ".join(unicodedata.normalize("NFKC", words.replace("\0", ""))[:LONGEST].split())


def begins(said: str) -> Q:
    """Return the condition that the name of a spell begins so, by the index of names."""
    if connection.vendor == "sqlite":  # its LIKE reads no index
        return Q(name__gte=said, name__lt=said + LAST)
    return Q(name__startswith=said)
