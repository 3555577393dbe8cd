"""Who may look at personal data, and for what."""

from typing import Final

import rules
from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.rules import holds, is_staff, is_system
from sihe.kernel.facts import Actor
from sihe.kernel.privacy.registry import Reach

PURPOSES: Final = {
    "call_back": _("打电话回复"),
    "visit": _("上门办理"),
    "verify": _("核对情况"),
    "emergency": _("紧急救助"),
    "own_request": _("本人要求"),
    "supervision": _("监督检查"),
}
"""For what a personal field may be shown (PIPL art. 6: a clear purpose, the least that serves it)."""


@rules.predicate
def within_reach(by: Actor, reach: Reach | None = None) -> bool:
    """The actor may reveal what belongs to an organisation, area or compound of theirs."""
    return reach is not None and any(
        scope.organisation in reach.organisations
        or (scope.area is not None and scope.area in reach.areas)
        or (scope.compound is not None and scope.compound == reach.compound)
        for scope in by.where("privacy.reveal")
    )


rules.add_perm("privacy.reveal", is_staff & within_reach)
rules.add_perm("privacy.retention", holds("privacy.retention") | is_system)
rules.add_perm("privacy.sweep", is_system)
