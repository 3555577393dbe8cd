"""Who may take lists of people along: by area or compound of a mandate."""

import rules

from sihe.kernel.people.rules import within

rules.add_perm("households.export", within("households.export"))
