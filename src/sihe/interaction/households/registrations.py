"""What this module tells others: how a person's phone is read, whose sheets may be seen, words for looks."""

from django.utils.translation import gettext_lazy as _

from sihe.interaction.households.passes import opened_at, page_key
from sihe.interaction.owndata.queries import FIELDS
from sihe.interaction.rounds.models import Consent
from sihe.kernel.access.requests import Request
from sihe.kernel.access.rules import may
from sihe.kernel.facts import Actor
from sihe.kernel.files.access import guards
from sihe.kernel.people.models import Person, Residence
from sihe.kernel.people.queries import current
from sihe.kernel.privacy.registry import Reach, revealers


def phone_of(person: int, field: str) -> tuple[str, Reach]:
    """Return a resident's phone and where they live.

    Raises:
        LookupError: for somebody who lives nowhere here, or another field.
    """
    found = Person.objects.filter(pk=person).first()
    rows = Residence.objects.filter(current(), person=person)
    homes = list(rows.values_list("dwelling__building__path", "dwelling__building__compound"))
    if found is None or not homes or field != "phone":
        raise LookupError(field)
    areas = frozenset(int(part) for path, _c in homes for part in path.split("/") if part)
    return found.phone, Reach(areas=areas, compound=next((c for _p, c in homes if c), None))


def may_see_sheet(actor: Actor, consent: int, request: Request) -> bool:
    """Show a signed sheet to who may mark the help of the household, while its page is open for a purpose."""
    rows = Consent.objects.select_related("dwelling__building")
    found = rows.filter(pk=consent).first()
    if found is None or not may("households.help", actor, found.dwelling):
        return False
    return opened_at(request, page_key(found.dwelling_id)) is not None


revealers.setdefault("person", phone_of)
guards["consent"] = may_see_sheet
FIELDS.update(
    {
        "household": _("一户一页"),
        "help_marks": _("帮助标记"),
        "resident_list": _("住户名单"),
        "resident_file": _("住户名单，导出"),
        "help_list": _("需要帮助的住户"),
        "help_file": _("需要帮助的住户，导出"),
    }
)
