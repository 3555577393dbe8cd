"""Who is accountable for what, here and now."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from sihe.kernel.organisations.models import Kind, Organisation
from sihe.kernel.places.spots import Spot
from sihe.kernel.responsibilities.models import (
    Bearer,
    Category,
    Number,
    Responsibility,
    Share,
)
from sihe.kernel.responsibilities.snapshot import Snapshot, kept


@dataclass(frozen=True)
class Resolution:
    """Who has which share of a matter, under which line, by when; or why nobody could be named.

    `reason` is empty or a triage reason: no_category, no_place, no_line, nobody_here, several_here.
    `first_receiver` is always somebody: the committee of the place, else the street office.
    `term` is in `term_unit` (see calendar). `broken`: the reason is a fault of the matrix, not of the report.
    """

    first_receiver: Organisation
    accountable: Organisation | None = None
    supporting: tuple[Organisation, ...] = ()
    consulted: tuple[Organisation, ...] = ()
    informed: tuple[Organisation, ...] = ()
    responsibility: Responsibility | None = None
    phase: str = "normal"
    term: int = 7
    term_unit: str = "days"
    reason: str = ""

    @property
    def broken(self) -> bool:
        """Tell whether the matrix itself needs mending."""
        return self.reason in {"no_line", "nobody_here", "several_here"}


class NobodyHere(LookupError):
    """No street office exists: the installation is not set up, so nobody can receive anything."""


def resolve(
    *, category: int | None, spot: Spot, at: datetime, numbers: dict[str, int] | None = None
) -> Resolution:
    """Find the accountable organisation and its supporters for a category at a place and time.

    The most specific line wins: own category before the wider one, then compound, then the nearest area,
    then a line for the phase before one for any phase.

    Raises:
        NobodyHere: when there is no street office at all.
    """
    snapshot = kept.get(numbers)
    areas = spot.areas
    on = timezone.localdate(at)
    phase = snapshot.phase_at(areas, at)
    first = _first_receiver(snapshot, areas, on)
    if category is None:
        return Resolution(first, phase=phase, reason="no_category")
    if not areas and spot.compound is None:
        return Resolution(first, phase=phase, reason="no_place")
    line = _line(snapshot, category, spot, phase, at)
    if line is None:
        return Resolution(first, phase=phase, reason="no_line")
    shares: dict[str, list[Organisation]] = {share: [] for share in Share.values}
    for bearer in snapshot.bearers.get(line.pk, []):
        shares[bearer.share] += _organisations(snapshot, bearer, areas, spot.compound, on)
    accountable = shares[Share.ACCOUNTABLE]
    reason = "" if len(accountable) == 1 else ("several_here" if accountable else "nobody_here")
    lead = accountable[0] if not reason else None
    others = {s: tuple(o for o in dict.fromkeys(shares[s]) if o != lead) for s in shares}
    return Resolution(
        first, lead, others[Share.SUPPORTING], others[Share.CONSULTED], others[Share.INFORMED],
        line, phase, line.term, line.term_unit, reason,
    )  # fmt: skip


def phase_at(areas: list[int], at: datetime) -> str:
    """Return the phase of the nearest area that has one declared; else normal."""
    return kept.get().phase_at(areas, at)


def categories(numbers: dict[str, int] | None = None) -> list[Category]:
    """Return the categories in use that a matter can have, by group and name."""
    every = kept.get(numbers).categories.values()
    return sorted(
        (c for c in every if c.in_use and c.parent_id), key=lambda c: (c.parent_id or 0, c.pk)
    )


def category_by_code(code: str) -> Category | None:
    """Return a category in use by its code."""
    return next((c for c in kept.get().categories.values() if c.code == code and c.in_use), None)


def number(name: str, on: date | None = None) -> Number:
    """Return the number in force on a day (default today), with its unit and source.

    Raises:
        LookupError: when no such number is in force; the migrations bring every number that code asks for.
    """
    day = on or timezone.localdate()
    for row in kept.get().numbers.get(name, []):
        if row.since <= day:
            return row
    raise LookupError(f"no number named {name} is in force on {day}")


def _first_receiver(snapshot: Snapshot, areas: list[int], on: date) -> Organisation:
    committee = snapshot.organisations_at(Kind.RESIDENTS_COMMITTEE, "", areas, None, on)
    first = committee[0] if committee else snapshot.street_office(areas, on)
    if first is None:
        raise NobodyHere("no street office is registered")
    return first


def _organisations(
    snapshot: Snapshot, bearer: Bearer, areas: list[int], compound: int | None, on: date
) -> list[Organisation]:
    if bearer.organisation_id:
        named = snapshot.organisations[bearer.organisation_id]
        return [named] if named.active else []
    return snapshot.organisations_at(bearer.kind, bearer.field, areas, compound, on)


def _line(
    snapshot: Snapshot, category: int, spot: Spot, phase: str, at: datetime
) -> Responsibility | None:
    depth = {area: n for n, area in enumerate(spot.areas)}
    cell: int | None = category
    while cell is not None:
        fitting = [
            line
            for line in snapshot.lines.get(cell, [])
            if line.matrix.since <= at
            and (line.matrix.until is None or at < line.matrix.until)
            and (line.matrix.street_id is None or line.matrix.street_id in depth)
            and line.phase in ("", phase)
            and (line.area_id is None or line.area_id in depth)
            and (line.compound_id is None or line.compound_id == spot.compound)
        ]
        if fitting:
            return max(fitting, key=lambda line: _specificity(line, depth))
        parent = snapshot.categories.get(cell)
        cell = parent.parent_id if parent else None
    return None


def _specificity(
    line: Responsibility, depth: dict[int, int]
) -> tuple[bool, int, bool, bool, object]:
    return (
        line.compound_id is not None,
        depth.get(line.area_id, -1) if line.area_id else -1,
        line.phase != "",
        line.matrix.street_id is not None,
        line.matrix.since,
    )
