"""Who may let tables in: who may enter both places and organisations."""

import rules

from sihe.intelligence.registering.models import TableBatch
from sihe.kernel.access.rules import holds, is_system
from sihe.kernel.facts import Actor


@rules.predicate
def is_own_batch(by: Actor, batch: TableBatch) -> bool:
    """The table came in for the actor's organisation."""
    return by.organisation is not None and by.organisation == batch.organisation_id


builds = holds("places.edit") & holds("organisations.edit")

rules.add_perm("registering.bring", builds | is_system)
rules.add_perm("registering.change_batch", (builds & is_own_batch) | is_system)
