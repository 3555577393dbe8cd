"""That somebody acted for another, as a sentence on the timeline: the names masked as a reporter's is."""

from django.utils.translation import gettext as _

from sihe.interaction.standins.facts import ActedFor
from sihe.interaction.standins.queries import BETWEEN
from sihe.kernel.journal.telling import Names, tells
from sihe.kernel.privacy.masks import name as masked


def did(what: str) -> str:
    """Return a kind of act as a verb."""
    verbs = {
        "report": _("上报"), "add": _("补充"), "rate": _("评价"), "reopen": _("请再办"), "withdraw": _("撤回"),
    }  # fmt: skip
    return verbs.get(what, _("办理"))


@tells(ActedFor)
def acted(fact: ActedFor, names: Names) -> str:
    """Who did it for whom; the names are gone once the agreement is."""
    agent, _between, principal = names.person(fact.stand_in).partition(BETWEEN)
    verb = did(fact.what)
    if not principal:
        return _("由别人代为%(verb)s。") % {"verb": verb}
    told = {"agent": masked(agent), "principal": masked(principal), "verb": verb}
    return _("由%(agent)s代%(principal)s%(verb)s。") % told
