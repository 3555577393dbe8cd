"""Who may keep and erase files. The thing that a file belongs to has its own rule, asked before."""

import rules

from sihe.kernel.access.rules import is_staff, is_system
from sihe.kernel.facts import Actor


@rules.predicate
def is_resident(by: Actor, obj: object = None) -> bool:
    """A resident without an account acts."""
    return by.kind == "resident"


rules.add_perm("files.keep", is_staff | is_resident | is_system)
rules.add_perm("files.erase", is_staff | is_system)
