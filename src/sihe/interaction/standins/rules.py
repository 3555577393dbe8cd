"""Who may write down, and who may end, that somebody acts for another."""

import rules

from sihe.interaction.accounts.rules import serves
from sihe.interaction.standins.models import StandIn
from sihe.kernel.access.rules import is_system
from sihe.kernel.facts import Actor
from sihe.kernel.people.models import Residence
from sihe.kernel.people.queries import current


@rules.predicate
def is_party(by: Actor, stand_in: StandIn | None = None) -> bool:
    """One of the two between whom an agreement holds."""
    return (
        stand_in is not None
        and by.kind == "resident"
        and by.person in (stand_in.principal_id, stand_in.agent_id)
    )


@rules.predicate
def serves_principal(by: Actor, stand_in: StandIn | None = None) -> bool:
    """A member of staff who serves where the one lives who is acted for."""
    if stand_in is None:
        return False
    homes = Residence.objects.filter(current(), person=stand_in.principal_id)
    rows = homes.select_related("dwelling__building")
    return any(serves(by, home.dwelling) for home in rows)


rules.add_perm("standins.end", is_party | serves_principal | is_system)
