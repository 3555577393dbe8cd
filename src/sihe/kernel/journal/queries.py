"""Reading the journal."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from sihe.kernel.facts import About
from sihe.kernel.journal.chain import GENESIS, digest
from sihe.kernel.journal.models import Entry, Head


def timeline(about: About) -> QuerySet[Entry]:
    """Return the entries about one thing, newest first."""
    return Entry.objects.filter(mentions__kind=about.kind, mentions__object_id=about.id).order_by(
        "-seq"
    )


@dataclass(frozen=True)
class Broken:
    """The first row that does not fit the chain, and why.

    `gap`: it is missing. `extra`: it was put in. `content`: it was changed. `previous`: the row before it
    was changed and given a new digest, or this one was exchanged. `end`: rows at the end, or the record
    of the end itself, were changed.
    """

    seq: int
    why: str


def first_broken() -> Broken | None:
    """Walk the whole chain and return the first row that was changed, removed or put in; None if sound."""
    expected, previous = 1, GENESIS
    for entry in _all_entries():
        if entry.seq != expected:
            return Broken(*min((entry.seq, "extra"), (expected, "gap")))
        if entry.previous != previous:
            return Broken(entry.seq, "previous")
        if digest_of(entry) != entry.digest:
            return Broken(entry.seq, "content")
        expected, previous = expected + 1, entry.digest
    return _broken_end(expected - 1, previous)


def _broken_end(last: int, digest: str) -> Broken | None:
    head = Head.objects.filter(pk=1).first() or Head()
    if head.seq > last:
        return Broken(last + 1, "gap")
    if head.seq < last:
        return Broken(head.seq + 1, "extra")
    return None if head.digest == digest else Broken(last, "end")


def digest_of(entry: Entry) -> str:
    """Compute the digest that the entry's content should have."""
    actor = (entry.actor_kind, entry.person_id, entry.mandate_id, entry.organisation_id)
    return digest(
        entry.previous, entry.seq, entry.at, entry.fact, actor, entry.payload, entry.about
    )


def _all_entries() -> Iterator[Entry]:
    return Entry.objects.order_by("seq").iterator(chunk_size=2000)
