"""Encryption of personal fields with keys that are not in the database, and blind indexes to find them.

Fernet (AES-128-CBC with HMAC-SHA256). `SIHE_FIELD_KEYS` or the key file holds one key a line or comma;
the first encrypts, all decrypt, so that keys can be changed without a break. Blind indexes have a key of
their own (`SIHE_INDEX_KEY`), which stays: what they stand for may be known to residents alone.
"""

import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotDecrypt(ValueError):
    """The stored value was not encrypted with any of the present keys."""


TOKEN_START = "gAAAAA"
"""How every Fernet token of these decades begins."""


@lru_cache(maxsize=4)
def _keys(text: str) -> tuple[MultiFernet, Fernet]:
    keys = [Fernet(k.strip()) for k in text.replace(",", "\n").splitlines() if k.strip()]
    return MultiFernet(keys), keys[0]


@lru_cache(maxsize=4)
def _index_key(text: str) -> bytes:
    return hashlib.sha256(b"sihe blind index" + text.encode()).digest()


def encrypt(text: str) -> str:
    """Encrypt one value; the empty text stays empty."""
    return _keys(settings.FIELD_KEYS)[0].encrypt(text.encode()).decode() if text else ""


def decrypt(token: str) -> str:
    """Return the text of an encrypted value.

    Raises:
        CannotDecrypt: when no present key fits.
    """
    if not token:
        return ""
    try:
        return _keys(settings.FIELD_KEYS)[0].decrypt(token.encode()).decode()
    except InvalidToken as trouble:
        raise CannotDecrypt("no key of this installation fits the stored value") from trouble


def is_current(token: str) -> bool:
    """Tell whether a stored value is under the first key."""
    try:
        _keys(settings.FIELD_KEYS)[1].decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def renewed(token: str) -> str:
    """Return a stored value encrypted anew under the first key; it keeps the time it was made.

    Raises:
        CannotDecrypt: when no present key fits.
    """
    try:
        return _keys(settings.FIELD_KEYS)[0].rotate(token.encode()).decode()
    except InvalidToken as trouble:
        raise CannotDecrypt("no key of this installation fits the stored value") from trouble


def blind_index(text: str) -> str:
    """Return a keyed hash (HMAC-SHA256, 32 hex digits) by which an encrypted value can be found."""
    if not text:
        return ""
    return hmac.new(_index_key(settings.INDEX_KEY), text.encode(), hashlib.sha256).hexdigest()[:32]
