"""The ground on which a file's matters stand: a tree of areas of their own, and who receives them there."""

from dataclasses import dataclass, field

from sihe.engines.columns import Mapping
from sihe.kernel.facts import IMPORTER
from sihe.kernel.organisations.actions import enter_organisation, give_jurisdiction
from sihe.kernel.organisations.models import Jurisdiction, Kind, Organisation
from sihe.kernel.places.actions import create_area
from sihe.kernel.places.models import Area, Level


@dataclass
class Ground:
    """A district as the root of one source; its parts, by name, as streets below it."""

    root: Area
    receiver: Organisation
    parts: dict[str, int] = field(default_factory=dict)

    def part(self, name: str) -> int | None:
        """Return the id of a part, put into the tree when the file names it for the first time."""
        if not name:
            return None
        if name not in self.parts:
            made = create_area(by=IMPORTER, level=Level.STREET, name=name, parent=self.root)
            self.parts[name] = made.pk
        return self.parts[name]

    def look_again(self) -> None:
        """Read the parts anew, after a portion was rolled back."""
        parts = Area.objects.filter(parent=self.root, level=Level.STREET)
        self.parts = dict(parts.values_list("name", "pk"))


def ground_of(mapping: Mapping) -> Ground:
    """Find or make the tree and the receiver of a source; must run inside a transaction."""
    root = Area.objects.filter(level=Level.DISTRICT, parent=None, name=mapping.root).first()
    if root is None:
        root = create_area(by=IMPORTER, level=Level.DISTRICT, name=mapping.root)
    name, short = mapping.receiver
    receiver = Organisation.objects.filter(name=name).first()
    if receiver is None:
        receiver = enter_organisation(
            by=IMPORTER, kind=Kind.STREET_OFFICE, name=name, short_name=short or name[:20]
        )
    if not Jurisdiction.objects.filter(organisation=receiver, area=root).exists():
        give_jurisdiction(by=IMPORTER, organisation=receiver, area=root)
    ground = Ground(root, receiver)
    ground.look_again()
    return ground
