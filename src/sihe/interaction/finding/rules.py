"""Who may see how often somebody searched for people."""

import rules

from sihe.kernel.access.rules import holds

rules.add_perm("finding.counts", holds("privacy.retention"))
