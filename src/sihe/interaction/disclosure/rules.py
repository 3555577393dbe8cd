"""Who keeps the account and writes what is to be published, who publishes it, and who looks on."""

import rules

from sihe.kernel.access.rules import holds, is_system
from sihe.kernel.facts import Actor
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.organisations.queries import active_in


@rules.predicate
def is_own(by: Actor, organisation: Organisation) -> bool:
    """It is the actor's own organisation."""
    return by.organisation is not None and by.organisation == organisation.pk


@rules.predicate
def watches(by: Actor, organisation: Organisation) -> bool:
    """The organisation works in an area whose affairs the actor may see."""
    areas = [s.area for s in by.where("disclosure.see") if s.area is not None]
    return bool(areas) and active_in(areas).filter(pk=organisation.pk).exists()


keeps = holds("disclosure.keep") & is_own
publishes = holds("disclosure.publish") & is_own

rules.add_perm("disclosure.keep", keeps | is_system)
rules.add_perm("disclosure.publish", publishes | is_system)
rules.add_perm(
    "disclosure.see", keeps | publishes | (holds("disclosure.see") & watches) | is_system
)
