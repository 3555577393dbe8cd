"""The facts of a resident's own data as sentences for staff; residents read theirs on their own page."""

from django.utils.translation import gettext as _

from sihe.interaction.handling import facts as done
from sihe.interaction.owndata import facts
from sihe.kernel.journal.telling import Names, tells
from sihe.kernel.ui.words import full


@tells(done.ContactCorrected, "staff")
def corrected(fact: done.ContactCorrected, names: Names) -> str:
    """Name or phone was put right."""
    words = {"name": _("称呼"), "phone": _("电话")}
    return _("反映人改了%(what)s。") % {"what": "、".join(words.get(f, f) for f in fact.fields)}


@tells(facts.ErasureAsked, "staff")
def asked(fact: facts.ErasureAsked, names: Names) -> str:
    """Somebody wants their data erased."""
    return _("反映人要求删除本人信息，%(day)s前答复。") % {"day": full(fact.due_at)}


@tells(facts.ErasureAnswered, "staff")
def answered(fact: facts.ErasureAnswered, names: Names) -> str:
    """The wish was answered."""
    if fact.erased:
        return _("答复反映人：现在就删。")
    return _("答复反映人：办完再删。")


@tells(done.ReporterForgotten, "staff")
def forgotten(fact: done.ReporterForgotten, names: Names) -> str:
    """Something was erased."""
    if fact.words:
        return _("按反映人要求，删掉了反映的内容、照片和门牌。")
    return _("按反映人要求，删掉了称呼和电话。")
