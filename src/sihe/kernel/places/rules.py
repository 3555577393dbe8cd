"""Who may change places."""

import rules

from sihe.kernel.access.rules import holds, is_system

rules.add_perm("places.edit", holds("places.edit") | is_system)
