"""Who may enter organisations."""

import rules

from sihe.kernel.access.rules import holds, is_system

rules.add_perm("organisations.edit", holds("organisations.edit") | is_system)
