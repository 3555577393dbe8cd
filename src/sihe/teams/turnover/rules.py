"""Who may plan a leave, let somebody leave, give keys out, and vouch for who cannot sign in."""

from dataclasses import dataclass

import rules

from sihe.kernel.access.rules import holds, is_staff, is_system, may
from sihe.kernel.facts import Actor
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person
from sihe.teams.turnover.models import Departure, Passing


@dataclass(frozen=True)
class Post:
    """A person in an organisation."""

    person: Person
    organisation: Organisation


def post_of(departure: Departure) -> Post:
    """Return who leaves what."""
    return Post(departure.person, departure.organisation)


@rules.predicate
def is_own(by: Actor, post: Post) -> bool:
    """It is the actor's own post."""
    return (by.person, by.organisation) == (post.person.pk, post.organisation.pk)


@rules.predicate
def stands_above(by: Actor, post: Post) -> bool:
    """The actor says who is what in that organisation, and it is not about themselves."""
    return by.person != post.person.pk and may("mandates.edit", by, post.organisation)


@rules.predicate
def is_receiver(by: Actor, passing: Passing) -> bool:
    """It was offered to the actor, in the organisation for which they act."""
    mine = (passing.receiver_id, passing.departure.organisation_id)
    return mine == (by.person, by.organisation)


@rules.predicate
def looks_after(by: Actor, organisation: Organisation) -> bool:
    """It is the actor's own organisation, or one within their reach."""
    return by.organisation == organisation.pk or may("mandates.edit", by, organisation)


@rules.predicate
def vouches_there(by: Actor, post: Post) -> bool:
    """Another person of their own organisation, or of one within their reach."""
    return by.person != post.person.pk and (
        by.organisation == post.organisation.pk or may("mandates.edit", by, post.organisation)
    )


rules.add_perm("leave.plan", (is_staff & is_own) | stands_above | is_system)
rules.add_perm("leaving.begin", (is_staff & is_own) | stands_above | is_system)
rules.add_perm("leaving.close", stands_above | is_system)
rules.add_perm("leaving.take", is_staff & is_receiver)
rules.add_perm("keys.edit", (is_staff & looks_after & holds("keys.edit")) | is_system)
rules.add_perm("accounts.reissue", holds("accounts.reissue") & vouches_there)
