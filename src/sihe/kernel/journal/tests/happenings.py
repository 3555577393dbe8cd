"""Facts for tests that count: real ones, since every fact there is stands in the glossary."""

from sihe.kernel.facts import SYSTEM, About
from sihe.kernel.facts.privacy import KeysRotated
from sihe.kernel.journal.actions import record

THING = About("thing", 1)
Counted = KeysRotated


def count(*numbers: int) -> int:
    """Record these numbers, one act each; return the last entry's number."""
    last = 0
    for number in numbers:
        last = record(Counted(count=number), by=SYSTEM, about=[THING])
    return last
