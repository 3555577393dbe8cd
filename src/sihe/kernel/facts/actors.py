"""Who acts: a person under one mandate, a resident (with an account: `person`), an importer or the system."""

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["staff", "resident", "system", "importer"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a person's permissions hold.

    permissions: names such as "matters.handle". area_level and area: the root of an area tree
    (None: not by area). compound: a compound's id. organisation: whose work it is.
    """

    permissions: frozenset[str]
    organisation: int
    section: int | None = None
    area_level: str | None = None
    area: int | None = None
    compound: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts (`by=`). Ids are primary keys; `scopes` is empty for residents."""

    kind: ActorKind
    person: int | None = None
    mandate: int | None = None
    organisation: int | None = None
    section: int | None = None
    name: str = ""
    scopes: tuple[Scope, ...] = ()

    def holds(self, permission: str) -> bool:
        """Tell whether any scope grants the permission, wherever it holds."""
        return any(permission in scope.permissions for scope in self.scopes)

    def where(self, permission: str) -> list[Scope]:
        """Return the scopes that grant the permission."""
        return [scope for scope in self.scopes if permission in scope.permissions]


SYSTEM = Actor(kind="system")
RESIDENT = Actor(kind="resident")
IMPORTER = Actor(kind="importer")
