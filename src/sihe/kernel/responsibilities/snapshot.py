"""The matrix, jurisdictions and phases as one copy in memory, so that routing asks the database once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sihe.kernel.journal.revisions import Kept
from sihe.kernel.organisations.models import Jurisdiction, Kind, Organisation
from sihe.kernel.responsibilities.models import (
    Bearer,
    Category,
    Number,
    PhaseSpell,
    Responsibility,
)

REVISION = "responsibilities"


@dataclass(frozen=True)
class Snapshot:
    """All that routing needs, keyed by id."""

    categories: dict[int, Category]
    lines: dict[int, list[Responsibility]]  # by category
    bearers: dict[int, list[Bearer]]  # by responsibility
    by_area: dict[int, list[Jurisdiction]]
    by_compound: dict[int, list[Jurisdiction]]
    phases: dict[int, list[PhaseSpell]]  # by area
    organisations: dict[int, Organisation]
    numbers: dict[str, list[Number]]  # by name, the newest first

    def organisations_at(
        self, kind: str, field: str, areas: list[int], compound: int | None, on: date
    ) -> list[Organisation]:
        """Return the organisations of a kind responsible here: the compound's own, else of the nearest area."""
        if compound is not None:
            found = self._fitting(self.by_compound.get(compound, []), kind, field, on)
            if found:
                return found
        for area in reversed(areas):
            found = self._fitting(self.by_area.get(area, []), kind, field, on)
            if found:
                return found
        return []

    def _fitting(
        self, jurisdictions: list[Jurisdiction], kind: str, field: str, on: date
    ) -> list[Organisation]:
        found = {
            j.organisation_id: self.organisations[j.organisation_id]
            for j in jurisdictions
            if j.since <= on and (j.until is None or j.until >= on)
        }
        return [
            o
            for o in found.values()
            if o.active and o.kind == kind and (not field or o.field == field)
        ]

    def phase_at(self, areas: list[int], at: datetime) -> str:
        """Return the phase of the nearest area that has one declared for this moment; else normal."""
        for area in reversed(areas):
            live = [s for s in self.phases.get(area, []) if s.since <= at < s.until]
            if live:
                return max(live, key=lambda s: s.since).phase
        return "normal"

    def street_office(self, areas: list[int], on: date) -> Organisation | None:
        """Return the street office over these areas, else any street office in use."""
        found = self.organisations_at(Kind.STREET_OFFICE, "", areas, None, on)
        if found:
            return found[0]
        offices = [
            o for o in self.organisations.values() if o.kind == Kind.STREET_OFFICE and o.active
        ]
        return offices[0] if offices else None


def _load() -> Snapshot:
    lines: dict[int, list[Responsibility]] = defaultdict(list)
    for line in Responsibility.objects.select_related("matrix").order_by("id"):
        lines[line.category_id].append(line)
    bearers: dict[int, list[Bearer]] = defaultdict(list)
    for bearer in Bearer.objects.order_by("id"):
        bearers[bearer.responsibility_id].append(bearer)
    by_area: dict[int, list[Jurisdiction]] = defaultdict(list)
    by_compound: dict[int, list[Jurisdiction]] = defaultdict(list)
    for jurisdiction in Jurisdiction.objects.order_by("id"):
        if jurisdiction.area_id:
            by_area[jurisdiction.area_id].append(jurisdiction)
        elif jurisdiction.compound_id:
            by_compound[jurisdiction.compound_id].append(jurisdiction)
    phases: dict[int, list[PhaseSpell]] = defaultdict(list)
    for spell in PhaseSpell.objects.order_by("id"):
        phases[spell.area_id].append(spell)
    numbers: dict[str, list[Number]] = defaultdict(list)
    for number in Number.objects.order_by("-since"):
        numbers[number.name].append(number)
    return Snapshot(
        categories=Category.objects.in_bulk(), lines=dict(lines), bearers=dict(bearers),
        by_area=dict(by_area), by_compound=dict(by_compound), phases=dict(phases),
        organisations=Organisation.objects.in_bulk(), numbers=dict(numbers),
    )  # fmt: skip


kept: Kept[Snapshot] = Kept(REVISION, _load)
