"""Who may take in matters for others."""

import rules

from sihe.kernel.access.rules import holds, is_system

rules.add_perm("intake.key_in", holds("matters.report_for") | is_system)
rules.add_perm("intake.print_signs", holds("matters.report_for") | holds("places.edit"))
rules.add_perm("intake.settle", holds("matters.handle"))
