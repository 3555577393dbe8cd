"""Who may enter organisations, and who may say who is what for whom."""

from functools import reduce
from operator import or_

import rules
from django.db.models import Q
from django.utils import timezone

from sihe.kernel.access.rules import holds, is_staff, is_system
from sihe.kernel.facts import Actor, Scope
from sihe.kernel.organisations.models import Kind, Mandate, Organisation
from sihe.kernel.places.models import Area, Compound

EDIT, APPOINT = "mandates.edit", "mandates.appoint"


def covers(scope: Scope, area: Area | None, compound: Compound | None) -> bool:
    """Tell whether a place lies within a scope; no place at all lies within every scope."""
    if area is None and compound is None:
        return True
    if scope.compound is not None:
        return scope.compound == (compound.pk if compound else area and area.compound_id)
    path = compound.street.path if compound else area.path if area else ""
    return scope.area is not None and f"/{scope.area}/" in path


def leads(by: Actor, organisation: Organisation) -> bool:
    """Tell whether the actor's organisation stands above another."""
    above, seen = organisation.superior, {organisation.pk}
    while above is not None and above.pk not in seen:
        if above.pk == by.organisation:
            return True
        seen.add(above.pk)
        above = above.superior
    return False


def street_reaches(by: Actor, organisation: Organisation) -> bool:
    """Tell whether a street office acts and the other works in its area, or nobody speaks for the other yet."""
    inside = [f"/{scope.area}/" for scope in by.where(EDIT) if scope.area is not None]
    own = Organisation.objects.filter(pk=by.organisation or 0, kind=Kind.STREET_OFFICE)
    if not inside or not own.exists():
        return False
    here = [Q(area__path__contains=i) | Q(compound__street__path__contains=i) for i in inside]
    if organisation.jurisdictions.exists() or organisation.superior_id is not None:
        return organisation.jurisdictions.filter(reduce(or_, here)).exists()
    running = Q(until__isnull=True) | Q(until__gte=timezone.localdate())
    rows = organisation.mandates.filter(running).values_list("role__permissions", flat=True)
    return not any(EDIT in permissions for permissions in rows)


@rules.predicate
def reaches(by: Actor, organisation: Organisation | None) -> bool:
    """Their own organisation, one below it, or one that works in the street office's area."""
    if organisation is None:
        return True  # asked whether anywhere at all
    own = organisation.pk == by.organisation
    return own or leads(by, organisation) or street_reaches(by, organisation)


@rules.predicate
def may_give_role(by: Actor, wanted: Mandate) -> bool:
    """Nobody gives more than they hold there themselves, unless they appoint; and nobody gives to themselves."""
    if wanted.person_id == by.person:
        return False
    here = [scope for scope in by.scopes if covers(scope, wanted.area, wanted.compound)]
    held = frozenset().union(*(scope.permissions for scope in here))
    return EDIT in held and (APPOINT in held or held.issuperset(wanted.role.permissions))


@rules.predicate
def is_own(by: Actor, mandate: Mandate) -> bool:
    """The mandate is the actor's own, and not one for an absent colleague."""
    return mandate.person_id == by.person and mandate.standing_in_for_id is None


rules.add_perm("organisations.edit", holds("organisations.edit") | is_system)
rules.add_perm("mandates.edit", (holds(EDIT) & reaches) | is_system)
rules.add_perm("mandates.give", may_give_role | is_system)
# one's own powers may be lent to a colleague; those of others only by who could have given them
rules.add_perm("mandates.lend", (is_staff & is_own) | may_give_role | is_system)
