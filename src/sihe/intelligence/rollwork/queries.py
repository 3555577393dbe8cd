"""Reading the differences of a roll for its pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from sihe.engines.rolls import DOUBTS
from sihe.intelligence.rolls.models import ChangeKind, RollChange, Verdict
from sihe.intelligence.rolls.queries import name_key, unpacked
from sihe.kernel.people.models import Person, Residence


@dataclass(frozen=True)
class Narrowed:
    """What a list of differences is narrowed to; all of it stands in the address."""

    kind: str = ""
    building: int = 0
    doubt: str = ""
    verdict: str = Verdict.OPEN
    q: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Narrowed":
        """Read it from an address; what makes no sense is left out."""
        building, doubt = asked.get("building", ""), asked.get("doubt", "")
        kind, verdict = asked.get("kind", ""), asked.get("verdict", Verdict.OPEN)
        return cls(
            kind=kind if kind in (ChangeKind.IN, ChangeKind.OUT, ChangeKind.CHANGED) else "",
            building=int(building) if building.isascii() and building.isdigit() and len(building) < 18 else 0,
            doubt=doubt if doubt in ("yes", "no", "refused", *DOUBTS) else "",
            verdict=verdict if verdict in ("all", *Verdict.values) else Verdict.OPEN,
            q=asked.get("q", "").strip()[:40],
        )  # fmt: skip

    def apply(self, rows: QuerySet[RollChange]) -> QuerySet[RollChange]:
        """Narrow differences, those in doubt first, then by building and dwelling."""
        rows = rows.exclude(kind__in=(ChangeKind.READ, ChangeKind.SAME))
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.building:
            rows = rows.filter(building=self.building)
        if self.doubt == "no":
            rows = rows.filter(doubt="")
        elif self.doubt == "yes":
            rows = rows.exclude(doubt="")
        elif self.doubt:
            rows = rows.filter(doubt=self.doubt)
        if self.verdict != "all":
            rows = rows.filter(verdict=self.verdict)
        if self.q.isascii() and self.q.isdigit():
            rows = rows.filter(line=int(self.q[:9]))
        elif self.q:
            rows = rows.filter(name_key=name_key(self.q))
        return rows.order_by("building", "dwelling", "pk")


@dataclass(frozen=True)
class Told:
    """A difference with what the roll says and what is known."""

    change: RollChange
    given: dict[str, Any]
    person: Person | None
    residence: Residence | None


def told(changes: list[RollChange]) -> Iterator[Told]:
    """Yield differences with the people and spells they are about; 2 queries."""
    people = Person.objects.in_bulk({c.person_key for c in changes if c.person_key})
    spells = Residence.objects.select_related("dwelling__building", "dwelling__unit")
    known = spells.in_bulk({c.residence_key for c in changes if c.residence_key})
    for change in changes:
        yield Told(
            change,
            unpacked(change),
            people.get(change.person_key or 0),
            known.get(change.residence_key or 0),
        )
