"""Who is told when a matter is offered, taken, declined or negotiated. Each bears hearing a fact twice."""

from sihe.interaction.casework import telling
from sihe.interaction.handovers import facts
from sihe.interaction.handovers import resident_words as say
from sihe.interaction.handovers.actions import lapse
from sihe.interaction.handovers.models import Ground
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from sihe.kernel.facts import SYSTEM, Fact
from sihe.kernel.facts import matters as matter_facts
from sihe.kernel.journal.listening import listens
from sihe.kernel.journal.models import Entry
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.organisations.queries import people_holding
from sihe.kernel.responsibilities.models import Share

# fact: (code of the notice, the side that is told, the permission by which its people are found)
TOLD: dict[type[Fact], tuple[str, str, str]] = {
    facts.Offered: ("handovers.offered", "receiver", "handovers.answer"),
    facts.Insisted: ("handovers.insisted", "receiver", "handovers.answer"),
    facts.Withdrawn: ("handovers.withdrawn", "receiver", "handovers.answer"),
    facts.Accepted: ("handovers.accepted", "giver", "handovers.offer"),
    facts.Declined: ("handovers.declined", "giver", "handovers.offer"),
    facts.Countered: ("handovers.countered", "giver", "handovers.offer"),
}


@listens(*TOLD)
def tell_other_side(fact: Fact, entry: Entry) -> None:
    """Tell the side that has the move now, or that must know how it ended."""
    matter = telling.matter_of(_field(fact, "matter"))
    if matter is None or entry.actor_kind == "importer":
        return
    code, side, permission = TOLD[type(fact)]
    other = "giver" if side == "receiver" else "receiver"
    names = _names(fact)
    ground = getattr(fact, "ground", "")
    telling.colleagues(
        matter, entry, code, people_holding(_field(fact, side), permission),
        who=names[other], why=str(Ground(ground).label) if ground in Ground.values else "",
    )  # fmt: skip


@listens(facts.Offered, facts.Accepted)
def tell_residents(fact: Fact, entry: Entry) -> None:
    """Tell the reporter whose it is and who took it on; support is the organisations' own affair."""
    matter = telling.matter_of(_field(fact, "matter"))
    if matter is None or getattr(fact, "share", "") != Share.ACCOUNTABLE:
        return
    telling.residents(matter, entry, _words(fact, entry, matter))


@listens(matter_facts.Moved)
def take_back_left_open(fact: Fact, entry: Entry) -> None:
    """Take back what is still offered when a matter has ended, so that nobody answers for nothing."""
    if getattr(fact, "target", "") in states.END:
        matter = telling.matter_of(_field(fact, "matter"))
        if matter is not None:
            lapse(by=SYSTEM, matter=matter)


def _words(fact: Fact, entry: Entry, matter: Matter) -> str:
    whom = _names(fact)["receiver"]
    if isinstance(fact, facts.Offered):
        return say.offered(matter, whom, fresh=entry.at == matter.created_at)
    return say.accepted(matter, whom)


def _field(fact: Fact, name: str) -> int:
    return int(getattr(fact, name, 0))


def _names(fact: Fact) -> dict[str, str]:
    ids = {side: _field(fact, side) for side in ("giver", "receiver")}
    rows = Organisation.objects.in_bulk(list(ids.values()))
    return {side: str(rows.get(id_, "")) for side, id_ in ids.items()}
