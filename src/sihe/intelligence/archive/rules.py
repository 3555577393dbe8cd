"""Who may take everything along."""

import rules

from sihe.kernel.access.rules import holds, is_system

rules.add_perm("archive.make", holds("archive.make") | is_system)
