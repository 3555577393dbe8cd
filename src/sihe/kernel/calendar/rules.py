"""Who may change the calendar."""

import rules

from sihe.kernel.access.rules import holds, is_system

rules.add_perm("calendar.edit", holds("calendar.edit") | is_system)
