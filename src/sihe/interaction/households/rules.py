"""Who may visit a household, mark its help, and take lists of people along: by area or compound of a mandate."""

import rules

from sihe.kernel.access.rules import holds, is_system
from sihe.kernel.people.rules import within

rules.add_perm("households.visit", within("households.visit"))
rules.add_perm("households.help", within("households.help"))
rules.add_perm("households.export", within("households.export"))
rules.add_perm("households.finds", holds("privacy.retention"))
rules.add_perm("households.keep_time", is_system)
