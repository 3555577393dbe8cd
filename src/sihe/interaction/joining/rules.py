"""Who may say whether somebody lives where they say."""

import rules

from sihe.interaction.accounts.rules import serves, vouches
from sihe.interaction.joining.models import MembershipRequest
from sihe.kernel.facts import Actor
from sihe.kernel.people.models import Household


@rules.predicate
def knows_them(by: Actor, request: MembershipRequest | None = None) -> bool:
    """Who serves the dwelling that is asked for, or a grown-up who lives in it."""
    if request is None:
        return False
    if by.kind == "staff" and serves(by, request.dwelling):
        return True
    households = Household.objects.filter(dwelling=request.dwelling)
    return any(vouches(by, household) for household in households)


rules.add_perm("joining.answer", knows_them)
