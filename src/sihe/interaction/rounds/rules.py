"""Who may visit a household and mark its help: by area or compound of a mandate."""

import rules

from sihe.kernel.access.rules import is_system
from sihe.kernel.people.rules import within

rules.add_perm("households.visit", within("households.visit"))
rules.add_perm("households.help", within("households.help"))
rules.add_perm("households.keep_time", is_system)
