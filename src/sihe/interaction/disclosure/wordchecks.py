"""What stands in public must not hold a phone or an identity number: it can hardly be taken back."""

import re
import unicodedata

from sihe.kernel.access.refusals import Refused

PERSONAL = re.compile(r"(?<!\d)(1\d{10}|\d{17}[\dXx])(?!\d)")


def public_words(text: str, most: int, *, field: str, missing: str) -> str:
    """Return a text that may be published.

    Raises:
        Refused: `missing` when it is empty, `words_too_long`, `words_personal`.
    """
    said = text.strip()
    if not said:
        raise Refused(missing, field=field)
    if len(said) > most:
        raise Refused("words_too_long", field=field, most=most)
    plain = re.sub(r"(?<=\d)[\s\-](?=\d)", "", unicodedata.normalize("NFKC", said))
    if PERSONAL.search(plain):
        raise Refused("words_personal", field=field)
    return said
