"""Who may plan and end a leave."""

import rules

from sihe.kernel.access.rules import is_staff, is_system
from sihe.teams.appointments.rules import is_own, stands_above

rules.add_perm("leave.plan", (is_staff & is_own) | stands_above | is_system)
