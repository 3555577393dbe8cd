"""Who may exchange data with the outside."""

import rules

from sihe.intelligence.exchange.models import ImportBatch
from sihe.kernel.access.rules import holds, is_system
from sihe.kernel.facts import Actor


@rules.predicate
def is_own_batch(by: Actor, batch: ImportBatch) -> bool:
    """The file came in for the actor's organisation."""
    return by.organisation is not None and by.organisation == batch.organisation_id


imports = holds("exchange.import")

rules.add_perm("exchange.import", imports | is_system)
rules.add_perm("exchange.change_batch", (imports & is_own_batch) | is_system)
