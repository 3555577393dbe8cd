"""Who may see and edit the posts of an organisation."""

import rules

from sihe.kernel.access.rules import holds, is_staff, is_system
from sihe.kernel.facts import Actor
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.organisations.queries import active_in


@rules.predicate
def is_own(by: Actor, organisation: Organisation) -> bool:
    """It is the actor's own organisation."""
    return by.organisation is not None and by.organisation == organisation.pk


@rules.predicate
def watches(by: Actor, organisation: Organisation) -> bool:
    """The organisation works in an area whose posts the actor may see."""
    areas = [s.area for s in by.where("posts.see") if s.area is not None]
    return bool(areas) and active_in(areas).filter(pk=organisation.pk).exists()


rules.add_perm("posts.edit", (holds("posts.edit") & is_own) | is_system)
rules.add_perm("posts.see", (is_staff & is_own) | (holds("posts.see") & watches) | is_system)
