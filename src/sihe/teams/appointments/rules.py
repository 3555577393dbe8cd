"""Who stands above a post, and who may vouch for a colleague who cannot sign in."""

from dataclasses import dataclass

import rules

from sihe.kernel.access.rules import holds, may
from sihe.kernel.facts import Actor
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person


@dataclass(frozen=True)
class Post:
    """A person in an organisation."""

    person: Person
    organisation: Organisation


@rules.predicate
def is_own(by: Actor, post: Post) -> bool:
    """It is the actor's own post."""
    return (by.person, by.organisation) == (post.person.pk, post.organisation.pk)


@rules.predicate
def stands_above(by: Actor, post: Post) -> bool:
    """The actor says who is what in that organisation, and it is not about themselves."""
    return by.person != post.person.pk and may("mandates.edit", by, post.organisation)


@rules.predicate
def vouches_there(by: Actor, post: Post) -> bool:
    """Another person of their own organisation, or of one within their reach."""
    return by.person != post.person.pk and (
        by.organisation == post.organisation.pk or may("mandates.edit", by, post.organisation)
    )


rules.add_perm("accounts.reissue", holds("accounts.reissue") & vouches_there)
