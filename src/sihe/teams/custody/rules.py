"""Who gives keys and devices out."""

import rules

from sihe.kernel.access.rules import holds, is_staff, is_system, may
from sihe.kernel.facts import Actor
from sihe.kernel.organisations.models import Organisation


@rules.predicate
def looks_after(by: Actor, organisation: Organisation) -> bool:
    """It is the actor's own organisation, or one within their reach."""
    return by.organisation == organisation.pk or may("mandates.edit", by, organisation)


rules.add_perm("custody.edit", (is_staff & looks_after & holds("custody.edit")) | is_system)
