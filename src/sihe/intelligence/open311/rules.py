"""Who may let other programs in."""

import rules

from sihe.kernel.access.rules import holds, is_system

rules.add_perm("open311.issue_key", holds("organisations.edit") | is_system)
