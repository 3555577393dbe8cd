"""Who hears of leaves, of things handed over and of sign-ins issued anew. Each bears hearing the same twice."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sihe.kernel.facts import About, Fact
from sihe.kernel.journal.listening import listens
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.actions import tell_staff
from sihe.kernel.notices.registry import add_wordings
from sihe.kernel.organisations.models import Mandate
from sihe.kernel.organisations.queries import current, people_holding
from sihe.teams.turnover import facts
from sihe.teams.turnover.models import Departure, Leave, Passing, Reissue

add_wordings(
    {
        "turnover.deputy": _("%(since)s到%(until)s，请你代%(absent)s"),
        "turnover.begun": _("今天起你代%(absent)s"),
        "turnover.gone": _("今天起%(deputy)s代你"),
        "turnover.back": _("你回来了，看看%(deputy)s代你办了什么"),
        "turnover.no_longer": _("不用再代%(absent)s了"),
        "turnover.leaving": _("%(who)s要离岗，正在交接"),
        "turnover.passed": _("%(who)s有%(count)s项交给你，请签收"),
        "turnover.given": _("%(who)s的%(count)s项已转给你"),
        "turnover.refused": _("有人没接，请另找人"),
        "turnover.vouched": _("%(who)s为你确认了身份，还差一位"),
        "turnover.reissued": _("%(who)s和%(second)s给你重发了登录"),
        "turnover.reissued_of": _("%(who)s和%(second)s给%(holder)s重发了登录"),
    }
)


def _tell(
    entry: Entry, about: About, url: str, code: str, people: list[int], **values: object
) -> None:
    told = [person for person in people if person != entry.person_id or code == "turnover.back"]
    tell_staff(
        people=told, code=code, values=values, url=url, about=about, entry=entry.seq, at=entry.at
    )


@listens(facts.LeavePlanned, facts.LeaveBegun, facts.LeaveEnded, facts.DeputyChanged)
def tell_of_leave(fact: Fact, entry: Entry) -> None:
    """Put it before the deputy, and before the absent one when the work comes back."""
    leave = (
        Leave.objects.select_related("person", "deputy")
        .filter(pk=getattr(fact, "leave", 0))
        .first()
    )
    if leave is None:
        return
    about, url = About("leave", leave.pk), reverse("turnover:leave", args=[leave.pk])
    names = {"absent": leave.person.name, "deputy": leave.deputy.name,
             "since": f"{leave.since:%m-%d}", "until": f"{leave.until:%m-%d}"}  # fmt: skip
    if isinstance(fact, facts.LeavePlanned | facts.DeputyChanged):
        _tell(entry, about, url, "turnover.deputy", [leave.deputy_id], **names)
    elif isinstance(fact, facts.LeaveBegun):
        _tell(entry, about, url, "turnover.begun", [leave.deputy_id], **names)
        _tell(entry, about, url, "turnover.gone", [leave.person_id], **names)
    elif leave.begun_at is not None:
        _tell(entry, about, url, "turnover.back", [leave.person_id], **names)
        _tell(entry, about, url, "turnover.no_longer", [leave.deputy_id], **names)
    else:
        _tell(entry, about, url, "turnover.no_longer", [leave.deputy_id], **names)


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


@listens(facts.ReissueAsked, facts.Reissued)
def tell_of_reissue(fact: Fact, entry: Entry) -> None:
    """Tell the holder, so that nobody signs in in their name unnoticed, and who is above them."""
    rows = Reissue.objects.select_related("account__person", "first", "second")
    found = rows.filter(pk=getattr(fact, "reissue", 0)).first()
    if found is None:
        return
    about, url = About("reissue", found.pk), reverse("turnover:reissues")
    holder = found.account.person
    if isinstance(fact, facts.ReissueAsked):
        me = reverse("turnover:mine")
        _tell(entry, about, me, "turnover.vouched", [holder.pk], who=found.first.name)
        return
    names = {"who": found.first.name, "second": found.second.name if found.second else "",
             "holder": holder.name}  # fmt: skip
    _tell(entry, about, reverse("turnover:mine"), "turnover.reissued", [holder.pk], **names)
    bodies = Mandate.objects.filter(current(), person=holder).values_list("organisation", flat=True)
    above = {one for body in set(bodies) for one in people_holding(body, "mandates.edit")}
    _tell(entry, about, url, "turnover.reissued_of", sorted(above - {holder.pk}), **names)
