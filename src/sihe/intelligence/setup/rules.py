"""Who may set an installation up: who may enter both places and organisations."""

import rules

from sihe.kernel.access.rules import holds, is_system

rules.add_perm("setup.build", (holds("places.edit") & holds("organisations.edit")) | is_system)
rules.add_perm("setup.begin", is_system)
