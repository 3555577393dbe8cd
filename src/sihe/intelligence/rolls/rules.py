"""Who may bring a roll and who may confirm what it says: where a mandate's area or compound holds the cover."""

from typing import Any

import rules

from sihe.intelligence.rolls.models import Roll
from sihe.kernel.access.rules import holds, is_system
from sihe.kernel.facts import Actor, Scope
from sihe.kernel.places.models import Area, Compound


def covers(scope: Scope, area: Area, compound: Compound | None) -> bool:
    """Tell whether a scope holds all of a cover."""
    if scope.compound is not None:
        return compound is not None and compound.pk == scope.compound
    return scope.area is not None and f"/{scope.area}/" in area.path


def over(permission: str) -> rules.Predicate:
    """Build a predicate on a roll: its cover lies where the actor holds the permission."""

    @rules.predicate(f"over:{permission}")
    def check(by: Actor, obj: Any = None) -> bool:
        if not isinstance(obj, Roll):
            return by.holds(permission)
        return any(covers(scope, obj.area, obj.compound) for scope in by.where(permission))

    return check


rules.add_perm("rolls.import", (holds("rolls.import") & over("rolls.import")) | is_system)
rules.add_perm("rolls.confirm", (holds("rolls.confirm") & over("rolls.confirm")) | is_system)
