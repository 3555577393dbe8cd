"""What stands on the page of a leaver: what is still held, what waits for a signature, what is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sihe.teams.appointments.queries import colleagues
from sihe.teams.turnover.holdings import Held, held, kinds, warnings
from sihe.teams.turnover.models import Departure, Passing, PassingState

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
    parts = [
        Part(
            kind, str(kinds[kind].label), len(ids),
            [(one, waits.get((kind, one.id), "")) for one in kinds[kind].told(ids[:MOST])],
        )
        for kind, ids in (held(person, body) if open_ else {}).items()
    ]  # fmt: skip
    done = [p for p in passings if p.state in (PassingState.TAKEN, PassingState.REFUSED)]
    return {
        "parts": parts, "left": sum(part.count for part in parts), "done": in_words(done[:MOST]),
        "warnings": [w for warn in warnings for w in warn(person, body)] if open_ else [],
        "receivers": [(str(one.pk), one.name) for one in colleagues(body, [person])] if parts else [],
    }  # fmt: skip


def in_words(passings: Sequence[Passing]) -> list[tuple[Passing, str, Held]]:
    """Return things handed over with the name of their kind and what they are; one read for each kind."""
    words: dict[tuple[str, int], Held] = {}
    for kind in {one.kind for one in passings if one.kind in kinds}:
        ids = [one.item for one in passings if one.kind == kind]
        words |= {(kind, held.id): held for held in kinds[kind].told(ids)}
    rows = []
    for one in passings:
        label = str(kinds[one.kind].label) if one.kind in kinds else one.kind
        rows.append((one, label, words.get((one.kind, one.item), Held(one.item, label))))
    return rows
