"""What modules above tell this one: the words of their notices, and who a recipient is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sihe.kernel.facts import About

Wording = str | Promise | Callable[[dict[str, Any]], str]


@dataclass(frozen=True)
class Recipient:
    """A resident to be told: plain values, masked by the page that shows them. `place`: where they live."""

    name: str = ""
    phone: str = ""
    email: str = ""
    place: str = ""


Finder = Callable[[Sequence[int]], Mapping[int, Recipient]]
recipients: Final[dict[str, Finder]] = {}
"""By the kind of a recipient ("reporter"): ids to recipients, in one query or two."""

Stead = Callable[[Sequence[int], About], Mapping[int, tuple[int, str]]]
carriers: Final[list[Stead]] = []
"""Who is away, of these people: to the one who stands in for them with this thing, and the absent one's name."""

_wordings: dict[str, Wording] = {}


def add_wordings(wordings: Mapping[str, Wording]) -> None:
    """Register the words of notices by code: a text with `%(name)s`, or a function of the values."""
    _wordings.update(wordings)


def worded(code: str, values: dict[str, Any]) -> str:
    """Return the sentence of a notice; one whose words are gone still says that there is something."""
    wording = _wordings.get(code)
    if wording is None:
        return _("有一件事等你看")
    if callable(wording) and not isinstance(wording, Promise):
        return wording(values)
    try:
        return str(wording) % values if values else str(wording)
    except KeyError:  # a notice written before its words asked for more
        return _("有一件事等你看")


def find(kind: str, ids: Sequence[int]) -> Mapping[int, Recipient]:
    """Return the recipients of one kind; those whose data has been erased are missing."""
    finder = recipients.get(kind)
    return finder(ids) if finder and ids else {}
