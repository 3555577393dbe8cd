"""The sentence of each refusal. A module's `phrases.py` registers its own, the page only asks.

A phrase is a text with `%(name)s` for the refusal's values, or a function of these values.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.kernel.access.refusals import Refused

Phrase = str | Promise | Callable[[dict[str, Any]], str]
_phrases: dict[str, Phrase] = {
    "not_allowed": gettext_lazy("这一步不归你办。要办，请找负责的主体。"),
}


def add_phrases(phrases: Mapping[str, Phrase]) -> None:
    """Register sentences by refusal code.

    Raises:
        LookupError: the code has another sentence already.
    """
    for code, phrase in phrases.items():
        if _phrases.setdefault(code, phrase) != phrase:
            raise LookupError(f"Refusal {code!r} says {_phrases[code]!s} already, not {phrase!s}.")


def said(refused: Refused) -> str:
    """Return the sentence of a refusal: why, and what can be done now."""
    phrase = _phrases.get(refused.code)
    if phrase is None:
        return _("现在办不了。刷新页面，看看最新情况。")
    if callable(phrase) and not isinstance(phrase, Promise):
        return phrase(refused.values)
    return str(phrase) % refused.values if refused.values else str(phrase)


def known_codes() -> frozenset[str]:
    """Return the codes that have a sentence."""
    return frozenset(_phrases)
