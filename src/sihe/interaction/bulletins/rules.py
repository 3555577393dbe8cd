"""Who may write, publish and follow up bulletins: each organisation its own."""

import rules

from sihe.interaction.bulletins.models import Bulletin
from sihe.kernel.access.rules import holds, is_system
from sihe.kernel.facts import Actor


@rules.predicate
def is_own(by: Actor, bulletin: Bulletin | None = None) -> bool:
    """The bulletin is of the organisation for which the actor acts; without one, some bulletin."""
    return by.organisation is not None and (
        bulletin is None or bulletin.organisation_id == by.organisation
    )


rules.add_perm("bulletins.write", holds("bulletins.write") & is_own)
rules.add_perm("bulletins.publish", holds("bulletins.publish") & is_own)
rules.add_perm("bulletins.watch", is_system)
