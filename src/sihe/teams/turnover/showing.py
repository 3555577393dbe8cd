"""What stands on the page of a leaver: what is still held, what waits for a signature, what is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sihe.teams.appointments.queries import colleagues
from sihe.teams.turnover.holdings import Held, held, kinds, warnings
from sihe.teams.turnover.models import Departure, Passing, PassingState

Words = dict[str, list[Held]]
MOST = 100  # rows of a kind on the page; "all" hands over the rest, too


@dataclass(frozen=True)
class Part:
    """All things of one kind that are still held; `waits`: whose signature each waits for."""

    kind: str
    label: str
    count: int
    rows: list[tuple[Held, str]]


def page_of(departure: Departure) -> dict[str, Any]:
    """Return what the page shows of a departure."""
    person, body = departure.person_id, departure.organisation_id
    passings = list(departure.passings.select_related("receiver").order_by("-pk"))
    waits = {(p.kind, p.item): p.receiver.name for p in passings if p.state == PassingState.OFFERED}
    open_ = departure.closed_at is None
    still = held(person, body) if open_ else {}
    done = [p for p in passings if p.state in (PassingState.TAKEN, PassingState.REFUSED)][:MOST]
    words = _words(still, done)
    parts = [
        Part(
            kind, str(kinds[kind].label), len(ids),
            [(one, waits.get((kind, one.id), "")) for one in words[kind] if one.id in set(ids[:MOST])],
        )
        for kind, ids in still.items()
    ]  # fmt: skip
    return {
        "parts": parts, "left": sum(part.count for part in parts), "done": in_words(done, words),
        "warnings": [w for warn in warnings for w in warn(person, body)] if open_ else [],
        "receivers": [(str(one.pk), one.name) for one in colleagues(body, [person])] if parts else [],
    }  # fmt: skip


def _words(still: Mapping[str, Sequence[int]], passings: Sequence[Passing]) -> Words:
    """Return in words what is still held (the first of each kind) and what was handed over: one read a kind."""
    asked: dict[str, set[int]] = {kind: set(ids[:MOST]) for kind, ids in still.items()}
    for one in passings:
        if one.kind in kinds:
            asked.setdefault(one.kind, set()).add(one.item)
    return {kind: kinds[kind].told(sorted(ids)) for kind, ids in asked.items()}


def in_words(
    passings: Sequence[Passing], known: Words | None = None
) -> list[tuple[Passing, str, Held]]:
    """Return things handed over with the name of their kind and what they are; `known`: what was read before."""
    told = _words({}, passings) if known is None else known
    words = {(kind, one.id): one for kind, every in told.items() for one in every}
    rows = []
    for one in passings:
        label = str(kinds[one.kind].label) if one.kind in kinds else one.kind
        rows.append((one, label, words.get((one.kind, one.item), Held(one.item, label))))
    return rows
