"""Who may serve residents with their own data, answer their wishes, and see who looked."""

import rules

from sihe.interaction.matters.models import Matter
from sihe.interaction.matters.rules import handles, is_accountable, is_resident
from sihe.kernel.access.rules import holds, is_system, may
from sihe.kernel.facts import Actor


@rules.predicate
def sees(by: Actor, matter: Matter | None = None) -> bool:
    """The actor may see the matter; without one, some matter."""
    return matter is None or may("matters.see", by, matter)


rules.add_perm("owndata.serve", is_resident | is_system | (holds("matters.report_for") & sees))
rules.add_perm("owndata.answer", handles & is_accountable)
rules.add_perm("owndata.looks", holds("privacy.retention"))
