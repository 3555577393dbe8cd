"""Predicates that every module's rules are composed of, and `require`, the first line of each action."""

from typing import Any

import rules

from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import Actor


def holds(permission: str) -> rules.Predicate:
    """Build a predicate: the actor holds the permission in some scope."""

    @rules.predicate(f"holds:{permission}")
    def check(by: Actor, obj: Any = None) -> bool:
        return by.holds(permission)

    return check


@rules.predicate
def is_system(by: Actor, obj: Any = None) -> bool:
    """The system itself, an importer or a scheduled task acts."""
    return by.kind in ("system", "importer")


@rules.predicate
def is_staff(by: Actor, obj: Any = None) -> bool:
    """A person under a mandate acts."""
    return by.kind == "staff"


def may(permission: str, by: Actor, obj: Any = None) -> bool:
    """Tell whether the rule of that name allows the act. An unknown name is a programming error."""
    if not rules.perm_exists(permission):
        raise LookupError(f"no rule named {permission}")
    return rules.has_perm(permission, by, obj)


def require(permission: str, by: Actor, obj: Any = None) -> None:
    """Refuse the act unless the rule allows it.

    Raises:
        Refused: with code `not_allowed` and the permission's name.
    """
    if not may(permission, by, obj):
        raise Refused("not_allowed", permission=permission)


rules.add_perm("roles.edit", is_system)
