"""Who may tell residents, and which messages somebody has to do with."""

import rules
from django.db.models import Q

from sihe.kernel.access.rules import holds, is_system
from sihe.kernel.facts import Actor
from sihe.kernel.notices.models import Message


@rules.predicate
def reaches(by: Actor, message: Message | None = None) -> bool:
    """The message is for the actor's organisation to tell, or lies in an area the actor looks after."""
    if message is None:
        return True
    path = message.area.path if message.area else ""
    return any(
        scope.organisation == message.organisation_id
        or (scope.area is not None and f"/{scope.area}/" in path)
        for scope in by.where("notices.tell")
    )


def within_reach(by: Actor) -> Q:
    """Return `reaches` as a condition on messages, so that lists and single ones agree."""
    asked = Q(pk__in=())
    for scope in by.where("notices.tell"):
        asked |= Q(organisation=scope.organisation)
        if scope.area is not None:
            asked |= Q(area__path__contains=f"/{scope.area}/")
    return asked


rules.add_perm("notices.tell", (holds("notices.tell") & reaches) | is_system)
rules.add_perm("notices.notify", is_system)
