"""Who may let somebody leave, and who signs for what is handed over."""

import rules

from sihe.kernel.access.rules import is_staff, is_system
from sihe.kernel.facts import Actor
from sihe.teams.appointments.rules import Post, is_own, stands_above
from sihe.teams.turnover.models import Departure, Passing


def post_of(departure: Departure) -> Post:
    """Return who leaves what."""
    return Post(departure.person, departure.organisation)


@rules.predicate
def is_receiver(by: Actor, passing: Passing) -> bool:
    """It was offered to the actor, in the organisation for which they act."""
    mine = (passing.receiver_id, passing.departure.organisation_id)
    return mine == (by.person, by.organisation)


rules.add_perm("leaving.begin", (is_staff & is_own) | stands_above | is_system)
rules.add_perm("leaving.close", stands_above | is_system)
rules.add_perm("leaving.take", is_staff & is_receiver)
