"""Taking a whole community along."""

from collections.abc import Iterator
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sihe.intelligence.archive import rules as _rules  # noqa: F401  (registers the rules)
from sihe.intelligence.archive.facts import ArchiveMade
from sihe.intelligence.archive.writing import stream
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.journal.actions import record

SHORTEST: Final = 12
PURPOSES: Final = {
    "backup": _("备份"),
    "move": _("搬到另一台机器"),
    "hand_over": _("移交给接手的单位"),
}


def make(*, by: Actor, passphrase: str, purpose: str) -> Iterator[bytes]:
    """Return the sealed archive of everything here, piece by piece; that it was made is in it.

    Raises:
        Refused: `not_allowed`, `passphrase_short`, `no_such_purpose`.
    """
    require("archive.make", by)
    if len(passphrase) < SHORTEST:
        raise Refused("passphrase_short", field="passphrase", least=SHORTEST)
    if purpose not in PURPOSES:
        raise Refused("no_such_purpose", field="purpose")
    with transaction.atomic():
        record(ArchiveMade(purpose=purpose), by=by, about=[About("archive", 0)])
    return stream(passphrase)
