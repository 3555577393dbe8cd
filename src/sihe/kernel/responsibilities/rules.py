"""Who may change responsibilities."""

import rules

from sihe.kernel.access.rules import holds, is_system

rules.add_perm("responsibilities.edit", holds("responsibilities.edit") | is_system)
rules.add_perm(
    "responsibilities.declare_phase", holds("responsibilities.declare_phase") | is_system
)
