"""Who hears of sign-ins issued anew. It bears hearing the same twice."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sihe.kernel.facts import About, Fact
from sihe.kernel.journal.listening import listens
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.actions import tell_staff
from sihe.kernel.notices.registry import add_wordings
from sihe.kernel.organisations.models import Mandate
from sihe.kernel.organisations.queries import people_holding
from sihe.kernel.people.queries import current
from sihe.teams.appointments import facts
from sihe.teams.appointments.models import Reissue

add_wordings(
    {
        "appointments.vouched": _("%(who)s为你确认了身份，还差一位"),
        "appointments.reissued": _("%(who)s和%(second)s给你重发了登录"),
        "appointments.reissued_of": _("%(who)s和%(second)s给%(holder)s重发了登录"),
    }
)


def _tell(
    entry: Entry, about: About, url: str, code: str, people: list[int], **values: object
) -> None:
    told = [person for person in people if person != entry.person_id or code == "appointments.back"]
    tell_staff(
        people=told, code=code, values=values, url=url, about=about, entry=entry.seq, at=entry.at
    )


@listens(facts.ReissueAsked, facts.Reissued)
def tell_of_reissue(fact: Fact, entry: Entry) -> None:
    """Tell the holder, so that nobody signs in in their name unnoticed, and who is above them."""
    rows = Reissue.objects.select_related("account__person", "first", "second")
    found = rows.filter(pk=getattr(fact, "reissue", 0)).first()
    if found is None:
        return
    about, url = About("reissue", found.pk), reverse("appointments:reissues")
    holder = found.account.person
    if isinstance(fact, facts.ReissueAsked):
        me = reverse("appointments:reissues")
        _tell(entry, about, me, "appointments.vouched", [holder.pk], who=found.first.name)
        return
    names = {"who": found.first.name, "second": found.second.name if found.second else "",
             "holder": holder.name}  # fmt: skip
    _tell(
        entry,
        about,
        reverse("appointments:reissues"),
        "appointments.reissued",
        [holder.pk],
        **names,
    )
    bodies = Mandate.objects.filter(current(), person=holder).values_list("organisation", flat=True)
    above = {one for body in set(bodies) for one in people_holding(body, "mandates.edit")}
    _tell(entry, about, url, "appointments.reissued_of", sorted(above - {holder.pk}), **names)
