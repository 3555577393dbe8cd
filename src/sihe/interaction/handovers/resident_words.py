"""What residents are told when a matter changes hands, at most 120 characters."""

from django.utils.translation import gettext as _

from sihe.interaction.casework.resident_words import by_when
from sihe.interaction.matters.models import Matter


def offered(matter: Matter, whom: str, fresh: bool) -> str:
    """It belongs to another organisation, which has been asked."""
    told = {"code": matter.code, "whom": whom, "by": by_when(matter.promised_at)}
    if fresh:
        return _("已收到，编号%(code)s。这件事归%(whom)s管，已请他们处理，%(by)s回复您。") % told
    return _("您反映的事归%(whom)s管，已请他们处理。") % told


def accepted(matter: Matter, who: str) -> str:
    """The organisation took it on."""
    told = {"who": who, "by": by_when(matter.promised_at)}
    return _("%(who)s接下了您反映的事，%(by)s给您结果。") % told
