"""Writing to the journal."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from sihe.kernel.facts import About, Actor, Fact
from sihe.kernel.journal.chain import digest
from sihe.kernel.journal.models import Entry, Head, Mention
from sihe.kernel.journal.revisions import looked_up_once


@dataclass(frozen=True)
class _Act:
    """What one call of `record` told."""

    facts: tuple[Fact, ...]
    by: Actor
    about: tuple[About, ...]
    at: datetime


_told: ContextVar[list[_Act] | None] = ContextVar("facts of one act", default=None)


@contextmanager
def one_act() -> Iterator[None]:
    """Make several verbs one act: one transaction, one look at the revision numbers, one lock of the journal.

    What they record is written together at the end of the block, so inside it `record` returns 0: the
    numbers are not drawn yet. An exception in the block writes nothing.
    """
    with transaction.atomic(), looked_up_once():
        if _told.get() is not None:
            yield
            return
        acts: list[_Act] = []
        token = _told.set(acts)
        try:
            yield
        finally:
            _told.reset(token)
        if acts:
            _append(acts)


def record(*facts: Fact, by: Actor, about: Sequence[About], at: datetime | None = None) -> int:
    """Append facts to the journal inside the caller's transaction and return the last number.

    All facts of one act go in one call: the head is locked once. `at` is given only by importers and
    by the sample, which bring history with them.

    Raises:
        RuntimeError: outside a transaction, where half an act could remain.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("journal.record needs the transaction of the act that it records")
    act = _Act(facts, by, tuple(dict.fromkeys(about)), at or timezone.now())
    waiting = _told.get()
    if waiting is not None:
        waiting.append(act)
        return 0
    return _append([act])


def record_many(facts: Iterable[tuple[Fact, Sequence[About], datetime]], *, by: Actor) -> int:
    """Append many facts, each about something of its own, under one lock; return the last number.

    For importers, which bring thousands of things at a time: (fact, what it is about, when it happened).

    Raises:
        RuntimeError: outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("journal.record_many needs the transaction of the act that it records")
    acts = [_Act((fact,), by, tuple(dict.fromkeys(about)), at) for fact, about, at in facts]
    waiting = _told.get()
    if waiting is not None:
        waiting.extend(acts)
        return 0
    return _append(acts)


def _append(acts: Sequence[_Act]) -> int:
    head = _locked_head()
    entries: list[Entry] = []
    seq, previous = head.seq, head.digest
    for act in acts:
        actor = (act.by.kind, act.by.person, act.by.mandate, act.by.organisation)
        subjects = [[a.kind, a.id] for a in act.about]
        for fact in act.facts:
            seq += 1
            payload = fact.payload()
            entry = Entry(
                seq=seq, at=act.at, fact=fact.name, actor_kind=act.by.kind, person_id=act.by.person,
                mandate_id=act.by.mandate, organisation_id=act.by.organisation, payload=payload,
                about=subjects, previous=previous,
                digest=digest(previous, seq, act.at, fact.name, actor, payload, subjects),
            )  # fmt: skip
            entries.append(entry)
            previous = entry.digest
    Entry.objects.bulk_create(entries)
    Mention.objects.bulk_create(
        [
            Mention(entry_id=entry.seq, kind=kind, object_id=id_)
            for entry in entries
            for kind, id_ in entry.about
        ]
    )
    Head.objects.filter(pk=1).update(seq=seq, digest=previous)
    return seq


def _locked_head() -> Head:
    query = Head.objects.all()
    if connection.features.has_select_for_update:
        query = query.select_for_update()
    head = query.filter(pk=1).first()
    if head is None:
        with transaction.atomic():
            Head.objects.get_or_create(pk=1)
        head = query.get(pk=1)
    return head
