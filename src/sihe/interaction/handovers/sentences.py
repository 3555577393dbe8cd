"""The facts of hand-overs as sentences on a matter's timeline."""

from django.utils.translation import gettext as _

from sihe.interaction.handovers import facts
from sihe.interaction.handovers.models import Ground
from sihe.kernel.journal.telling import Names, tells
from sihe.kernel.ui.words import full


@tells(facts.Offered, "staff")
def offered(fact: facts.Offered, names: Names) -> str:
    """An offer was made."""
    whom = names.organisation(fact.receiver)
    if fact.share == "supporting":
        return _("请%(whom)s协办。") % {"whom": whom}
    return _("转交%(whom)s负责。") % {"whom": whom}


@tells(facts.Offered, "resident")
def offered_to_resident(fact: facts.Offered, names: Names) -> str:
    """An offer was made."""
    return (
        _("这件事归%(whom)s管，已请他们处理。") % {"whom": names.organisation(fact.receiver)}
        if (fact.share == "accountable")
        else _("请%(whom)s来帮忙。") % {"whom": names.organisation(fact.receiver)}
    )


@tells(facts.Accepted, "staff")
def accepted(fact: facts.Accepted, names: Names) -> str:
    """An offer was accepted."""
    if fact.share == "supporting":
        return _("%(who)s同意协办。") % {"who": names.organisation(fact.receiver)}
    due = _("，时限%(day)s") % {"day": full(fact.due_at)} if fact.due_at else ""
    return _("%(who)s接下负责%(due)s。") % {"who": names.organisation(fact.receiver), "due": due}


@tells(facts.Declined, "staff")
def declined(fact: facts.Declined, names: Names) -> str:
    """An offer was declined."""
    ground = Ground(fact.ground).label if fact.ground in Ground.values else fact.ground
    return _("%(who)s退回，理由：%(why)s。") % {
        "who": names.organisation(fact.receiver),
        "why": ground,
    }


@tells(facts.Countered, "staff")
def countered(fact: facts.Countered, names: Names) -> str:
    """Other terms were proposed."""
    who = names.organisation(fact.receiver)
    if fact.due_at:
        return _("%(who)s另提条件：时限改到%(day)s。") % {"who": who, "day": full(fact.due_at)}
    return _("%(who)s另提条件。") % {"who": who}


@tells(facts.Insisted, "staff")
def insisted(fact: facts.Insisted, names: Names) -> str:
    """The giver kept to its terms."""
    return _("%(who)s坚持原来的条件，请再答复。") % {"who": names.organisation(fact.giver)}


@tells(facts.Withdrawn, "staff")
def withdrawn(fact: facts.Withdrawn, names: Names) -> str:
    """The offer was taken back."""
    return _("%(who)s收回转交。") % {"who": names.organisation(fact.giver)}
