"""What follows from a wish for erasure: those who must answer are told, and the end of the matter fulfils it."""

from sihe.interaction.casework import telling
from sihe.interaction.handling.facts import Merged
from sihe.interaction.matters import states
from sihe.interaction.owndata.actions import finish_waiting
from sihe.interaction.owndata.facts import ErasureAsked
from sihe.kernel.facts import Fact
from sihe.kernel.facts.matters import Moved
from sihe.kernel.journal.listening import listens
from sihe.kernel.journal.models import Entry
from sihe.kernel.ui.words import full


@listens(ErasureAsked)
def tell_who_answers(fact: Fact, entry: Entry) -> None:
    """Put it before the accountable organisation."""
    matter = telling.matter_of(fact.matter) if isinstance(fact, ErasureAsked) else None
    if matter is not None and isinstance(fact, ErasureAsked):
        day = full(fact.due_at)
        telling.colleagues(matter, entry, "owndata.asked", telling.doers(matter), day=day)


@listens(Moved, Merged)
def erase_at_the_end(fact: Fact, entry: Entry) -> None:
    """Erase what waited for the end of the matter, or of its last part."""
    ended = isinstance(fact, Merged) or (isinstance(fact, Moved) and fact.target in states.END)
    if ended:
        finish_waiting(matters=[id_ for kind, id_ in entry.about if kind == "matter"], at=entry.at)
