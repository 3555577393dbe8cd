"""Who hears of leaving. It bears hearing the same twice."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sihe.kernel.facts import About, Fact
from sihe.kernel.journal.listening import listens
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.actions import tell_staff
from sihe.kernel.notices.registry import add_wordings
from sihe.kernel.organisations.queries import people_holding
from sihe.teams.turnover import facts
from sihe.teams.turnover.models import Departure, Passing

add_wordings(
    {
        "turnover.leaving": _("%(who)s要离岗，正在交接"),
        "turnover.passed": _("%(who)s有%(count)s项交给你，请签收"),
        "turnover.given": _("%(who)s的%(count)s项已转给你"),
        "turnover.refused": _("有人没接，请另找人"),
    }
)


def _tell(
    entry: Entry, about: About, url: str, code: str, people: list[int], **values: object
) -> None:
    told = [person for person in people if person != entry.person_id or code == "turnover.back"]
    tell_staff(
        people=told, code=code, values=values, url=url, about=about, entry=entry.seq, at=entry.at
    )


@listens(facts.LeavingBegun, facts.Passed, facts.PassingAnswered)
def tell_of_leaving(fact: Fact, entry: Entry) -> None:
    """Put it before those who decide on mandates there, and before the receivers."""
    found = (
        Departure.objects.select_related("person").filter(pk=getattr(fact, "departure", 0)).first()
    )
    if found is None:
        return
    about, who = About("departure", found.pk), found.person.name
    page = reverse("turnover:departure", args=[found.pk])
    if isinstance(fact, facts.LeavingBegun) and not fact.called_off:
        above = people_holding(found.organisation_id, "mandates.edit")
        _tell(entry, about, page, "turnover.leaving", above, who=who)
    elif isinstance(fact, facts.Passed):
        code = "turnover.given" if fact.at_once else "turnover.passed"
        url = reverse("turnover:sign")
        _tell(entry, about, url, code, [fact.receiver], who=who, count=len(fact.items))
    elif isinstance(fact, facts.PassingAnswered) and not fact.taken:
        givers = Passing.objects.filter(pk__in=fact.items).values_list("given_by", flat=True)
        _tell(entry, about, page, "turnover.refused", sorted({g for g in givers if g}))
