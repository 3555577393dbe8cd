"""Short codes of bulletins, and the personal keys of homes on slips and in text messages."""

import secrets
from typing import Final

from django.utils.crypto import constant_time_compare, salted_hmac

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like another
CODE, MARK = 6, 7
SALT: Final = "sihe.bulletins.home"


def new_code() -> str:
    """Draw a code for a bulletin."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE))


def tidy(text: str) -> str:
    """Return a code or a key as it was drawn, however it was typed."""
    return "".join(c for c in text.upper() if c in ALPHABET)[:24]


def key_of(bulletin: int, household: int) -> str:
    """Return the key with which a home opens a bulletin: its number and a mark that nobody can guess."""
    return _written(household) + _mark(bulletin, household)


def household_of(bulletin: int, key: str) -> int | None:
    """Return the home of a key, or None for one that was not drawn by this installation."""
    plain = tidy(key)
    if len(plain) <= MARK or len(plain) > MARK + 13:
        return None
    household = 0
    for letter in plain[:-MARK]:
        household = household * len(ALPHABET) + ALPHABET.index(letter)
    right = constant_time_compare(plain, key_of(bulletin, household))
    return household if right and household < 2**63 else None


def _written(number: int) -> str:
    letters = ""
    while number or not letters:
        number, rest = divmod(number, len(ALPHABET))
        letters = ALPHABET[rest] + letters
    return letters


def _mark(bulletin: int, household: int) -> str:
    digest = salted_hmac(SALT, f"{bulletin}.{household}", algorithm="sha256").digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:MARK])
