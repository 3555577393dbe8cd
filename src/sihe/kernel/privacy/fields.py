"""Model field for personal data."""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact

from sihe.kernel.privacy.crypto import decrypt, encrypt


class EncryptedField(models.TextField):
    """A text that is encrypted in the database and plain in Python.

    It cannot be searched, since the same text never looks the same twice: only emptiness can be asked
    for. To find a value keep its `crypto.blind_index` in a column beside it.
    """

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way into the database."""
        return encrypt(str(value)) if value else ""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Decrypt on the way out."""
        return decrypt(value) if value else ""

    def get_lookup(self, lookup_name: str) -> Any:
        """Allow `isnull` and comparing with the empty text; the rest could never find anything."""
        return super().get_lookup(lookup_name) if lookup_name in ("exact", "isnull") else None


@EncryptedField.register_lookup
class OnlyEmpty(Exact):
    """`field=""`."""

    def get_prep_lookup(self) -> Any:
        """Refuse any value but the empty text.

        Raises:
            FieldError: for a value, which would silently find nothing.
        """
        if self.rhs != "":
            raise FieldError("an encrypted field can only be compared with the empty text")
        return ""
