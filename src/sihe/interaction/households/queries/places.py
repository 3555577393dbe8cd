"""Where an actor may look: conditions on dwellings and on the buildings of a list."""

from django.db.models import Q

from sihe.kernel.facts import Actor
from sihe.kernel.places.models import Area, Level


def within(actor: Actor, permission: str, prefix: str = "building__") -> Q:
    """Return the condition that a building (at `prefix`) lies where the actor holds a permission."""
    here = Q(pk__in=())
    for scope in actor.where(permission):
        if scope.compound is not None:
            here |= Q(**{f"{prefix}compound": scope.compound})
        elif scope.area is not None:
            here |= Q(**{f"{prefix}path__contains": f"/{scope.area}/"})
    return here


def buildings_for(actor: Actor, permission: str, most: int = 400) -> list[Area]:
    """Return the buildings where the actor holds a permission, in the order in which people count them."""
    rows = Area.objects.filter(within(actor, permission, ""), level=Level.BUILDING)
    found = list(rows.select_related("compound").defer("outline", "compound__outline")[:most])
    return sorted(found, key=lambda b: (b.compound.name if b.compound else "", _order(b.name)))


def _order(name: str) -> tuple[int, str]:
    digits = "".join(c if c.isdigit() else " " for c in name).split()
    return (int(digits[0]) if digits else 0, name)
