"""What is registered already, looked up once for a whole table, and made through the verbs of places.

Two ways of writing one name find the same thing (`cells.key`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sihe.engines.suggestion import cells
from sihe.kernel.facts import Actor
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.places.actions import create_area, create_compound
from sihe.kernel.places.models import Area, Compound, Level


@dataclass
class Ground:
    """Areas by level, parent and name; compounds and organisations by every name; what this row has made."""

    by: Actor
    made: list[tuple[str, int]] = field(default_factory=list)
    areas: dict[tuple[str, int, str], Area] = field(default_factory=dict)
    compounds: dict[tuple[int, str], Compound] = field(default_factory=dict)
    in_compound: dict[tuple[int, str], Area] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.look()

    def look(self) -> None:
        """Read everything anew, as after a row that was rolled back."""
        for known in (self.areas, self.compounds, self.in_compound, self.organisations):
            known.clear()
        for area in Area.objects.exclude(level=Level.DISTRICT).order_by("pk"):
            self._keep(area)
        for compound in Compound.objects.order_by("-pk"):
            self._keep_compound(compound)
        for organisation in Organisation.objects.order_by("-pk"):
            self.keep_organisation(organisation)

    def find(self, level: str, parent: Area | None, name: str) -> Area | None:
        """Return the area of that name below a parent."""
        return self.areas.get((level, parent.pk if parent else 0, _key(level, name)))

    def below(self, level: str, parent: Area | None = None) -> list[Area]:
        """Return the areas of a level, of one parent where that is given."""
        rows = [a for (kind, _, _), a in self.areas.items() if kind == level]
        return [a for a in rows if parent is None or a.parent_id == parent.pk]

    def named(self, level: str, name: str) -> list[Area]:
        """Return the areas of a level that are called so, wherever they are."""
        return [
            a for (kind, _, k), a in self.areas.items() if (kind, k) == (level, _key(level, name))
        ]

    def make(
        self, level: str, parent: Area | None, name: str, compound: Compound | None = None
    ) -> Area:
        """Put an area into the tree."""
        made = create_area(by=self.by, level=level, name=name, parent=parent, compound=compound)
        self.note("area", [made.pk])
        self._keep(made)
        return made

    def make_compound(self, street: Area, name: str, others: list[str]) -> Compound:
        """Enter a compound."""
        made = create_compound(by=self.by, street=street, name=name, other_names=others)
        self.note("compound", [made.pk])
        self._keep_compound(made)
        return made

    def keep_organisation(self, organisation: Organisation) -> None:
        """Let an organisation be found by its names."""
        for name in (organisation.short_name, organisation.name):
            self.organisations[cells.tidy(name)] = organisation

    def note(self, kind: str, ids: Iterable[int]) -> None:
        """Remember what was made."""
        self.made += [(kind, pk) for pk in ids]

    def _keep(self, area: Area) -> None:
        name = _key(area.level, area.name)
        # a street stands at the top or below a district: it is found by its name alone
        parent = 0 if area.level == Level.STREET else area.parent_id or 0
        self.areas[area.level, parent, name] = area
        if area.level == Level.BUILDING and area.compound_id:
            self.in_compound[area.compound_id, name] = area

    def _keep_compound(self, compound: Compound) -> None:
        for name in (*compound.other_names, compound.name):
            self.compounds[compound.street_id, cells.key(name)] = compound


def _key(level: str, name: str) -> str:
    if level == Level.BUILDING:
        return cells.building_number(name) or cells.key(name)
    return cells.key(name)
