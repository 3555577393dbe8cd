"""Facts (事件记录): what happened, as frozen dataclasses in the past tense; no tables, no verbs.

Mission rows R3, R28: every mechanism tells the others what happened in these words and no others.
"""

from sihe.kernel.facts.actors import IMPORTER, RESIDENT, SYSTEM, Actor, Scope
from sihe.kernel.facts.base import About, Fact, fact_class

__all__ = ["IMPORTER", "RESIDENT", "SYSTEM", "About", "Actor", "Fact", "Scope", "fact_class"]
