"""Who may see, enter and move people: by the area or compound of a mandate."""

from typing import Any

import rules
from django.db.models import Q

from sihe.kernel.access.rules import holds, is_system
from sihe.kernel.facts import Actor, Scope
from sihe.kernel.people.models import Residence
from sihe.kernel.places.models import Area, Dwelling, Level

WIDE = (Level.DISTRICT, Level.STREET)


def lies_in(scope: Scope, building: Area) -> bool:
    """Tell whether a building lies in the area or compound of a scope."""
    if scope.compound is not None:
        return building.compound_id == scope.compound
    return scope.area is not None and f"/{scope.area}/" in building.path


def within(permission: str) -> rules.Predicate:
    """Build a predicate on a dwelling or residence: it lies where the actor holds the permission."""

    @rules.predicate(f"within:{permission}")
    def check(by: Actor, obj: Any = None) -> bool:
        dwelling = obj.dwelling if isinstance(obj, Residence) else obj
        if not isinstance(dwelling, Dwelling):
            return by.holds(permission)
        return any(lies_in(scope, dwelling.building) for scope in by.where(permission))

    return check


def reach(by: Actor, permission: str) -> Q:
    """Return `within` as a condition on residences, so that lists and single ones agree."""
    if is_system(by):
        return Q()
    found = Q(pk__in=())
    for scope in by.where(permission):
        if scope.compound is not None:
            found |= Q(dwelling__building__compound=scope.compound)
        elif scope.area is not None:
            found |= _below(scope)
    return found


def _below(scope: Scope) -> Q:
    """Name the communities, by which residences are indexed; below a community also the path."""
    if scope.area is None or scope.area_level == Level.COMMUNITY:
        return Q(community=scope.area)
    communities = Area.objects.filter(level=Level.COMMUNITY)
    if scope.area_level in WIDE:
        inside = communities.filter(path__contains=f"/{scope.area}/")
        return Q(community__in=list(inside.values_list("pk", flat=True)))
    path = Area.objects.filter(pk=scope.area).values_list("path", flat=True).first() or ""
    above = [int(part) for part in path.split("/") if part]
    around = list(communities.filter(pk__in=above).values_list("pk", flat=True))
    return Q(
        community__in=around, dwelling__building__path__contains=f"/{scope.area}/"
    )  # fmt: skip


@rules.predicate
def is_self(by: Actor, obj: Any = None) -> bool:
    """The actor is the person themself."""
    return by.person is not None and by.person == getattr(obj, "pk", None)


rules.add_perm("people.see", within("people.see") | is_system)
rules.add_perm("people.edit", within("people.edit") | is_system)
rules.add_perm("accounts.edit", holds("accounts.edit") | is_system)
