"""Who may offer and who may answer."""

import rules

from sihe.interaction.handovers.models import Handover
from sihe.interaction.matters.rules import is_accountable, is_resident, oversees, takes_part
from sihe.kernel.access.rules import holds, is_system
from sihe.kernel.facts import Actor


@rules.predicate
def is_receiver(by: Actor, handover: Handover) -> bool:
    """The actor's organisation received the offer."""
    return by.organisation is not None and by.organisation == handover.receiver_id


@rules.predicate
def is_giver(by: Actor, handover: Handover) -> bool:
    """The actor's organisation made the offer."""
    return by.organisation is not None and by.organisation == handover.giver_id


offers = holds("handovers.offer")

# a resident's report carries its first offer with it, by the matrix and not by the resident's choice
rules.add_perm("handovers.offer", (offers & (is_accountable | oversees)) | is_resident | is_system)
rules.add_perm(
    "handovers.ask_support", (offers & (is_accountable | oversees | takes_part)) | is_system
)
rules.add_perm("handovers.answer", (holds("handovers.answer") & is_receiver) | is_system)
rules.add_perm("handovers.settle_terms", (offers & is_giver) | is_system)
rules.add_perm("handovers.lapse", is_system)
