"""Who may triage."""

import rules

from sihe.kernel.access.rules import holds, is_system

rules.add_perm("triage.route", holds("matters.route") | is_system)
