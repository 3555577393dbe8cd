"""The facts of telling as sentences for the record."""

from django.utils.translation import gettext as _

from sihe.interaction.telling.facts import QuietHoursSet
from sihe.kernel.journal.telling import Names, tells


@tells(QuietHoursSet, "staff")
def quiet(fact: QuietHoursSet, names: Names) -> str:
    """Somebody chose quiet hours."""
    if fact.begins is None:
        return _("免打扰改回单位的钟点。")
    return _("免打扰改成%(a)s点到%(b)s点。") % {"a": fact.begins, "b": fact.ends}
