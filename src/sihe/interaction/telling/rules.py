"""Who may choose quiet hours: each member of staff their own."""

import rules

from sihe.kernel.access.rules import is_staff

rules.add_perm("telling.quiet", is_staff)
