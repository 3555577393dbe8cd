"""Residents see the photos of the matter whose receipt they hold: each address carries a key for it."""

from django.utils.crypto import constant_time_compare, salted_hmac

from sihe.interaction.matters.models import Note
from sihe.kernel.access.requests import Request
from sihe.kernel.facts import Actor
from sihe.kernel.files.access import Guard, guards


def key_of(matter: int) -> str:
    """Return the key that opens the photos of a matter; it is shown on the pages of a receipt only."""
    return salted_hmac("sihe.following.photos", str(matter), algorithm="sha256").hexdigest()[:32]


def admit_residents() -> None:
    """Let the key open photos of matters and notes beside whoever the guards below let in."""
    for kind in ("matter", "note"):
        guards[kind] = _with_key(kind, guards.get(kind))


def _with_key(kind: str, below: Guard | None) -> Guard:
    def guard(actor: Actor, id_: int, request: Request) -> bool:
        key = request.GET.get("k", "")
        if key and constant_time_compare(key, key_of(_matter(kind, id_))):
            return True
        return below is not None and below(actor, id_, request)

    return guard


def _matter(kind: str, id_: int) -> int:
    if kind == "matter":
        return id_
    return Note.objects.filter(pk=id_).values_list("matter_id", flat=True).first() or 0
