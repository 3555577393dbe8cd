"""The words of the notices about hand-overs."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.notices.registry import add_wordings

add_wordings(
    {
        "handovers.offered": _("%(who)s转来%(what)s，等你们答复。"),
        "handovers.insisted": _("%(what)s，%(who)s坚持原来的条件，请再答复。"),
        "handovers.withdrawn": _("%(what)s，%(who)s收回了转交。"),
        "handovers.accepted": _("%(who)s接下了%(what)s。"),
        "handovers.declined": _("%(who)s退回%(what)s，理由：%(why)s。"),
        "handovers.countered": _("%(what)s，%(who)s另提了条件，等你们答复。"),
    }
)
