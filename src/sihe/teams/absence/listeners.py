"""Who hears of leaves. It bears hearing the same twice."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sihe.kernel.facts import About, Fact
from sihe.kernel.journal.listening import listens
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.actions import tell_staff
from sihe.kernel.notices.registry import add_wordings
from sihe.teams.absence import facts
from sihe.teams.absence.models import Leave

add_wordings(
    {
        "absence.deputy": _("%(since)s到%(until)s，请你代%(absent)s"),
        "absence.begun": _("今天起你代%(absent)s"),
        "absence.gone": _("今天起%(deputy)s代你"),
        "absence.back": _("你回来了，看看%(deputy)s代你办了什么"),
        "absence.no_longer": _("不用再代%(absent)s了"),
    }
)


def _tell(
    entry: Entry, about: About, url: str, code: str, people: list[int], **values: object
) -> None:
    told = [person for person in people if person != entry.person_id or code == "absence.back"]
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
    about, url = About("leave", leave.pk), reverse("absence:leave", args=[leave.pk])
    names = {"absent": leave.person.name, "deputy": leave.deputy.name,
             "since": f"{leave.since:%m-%d}", "until": f"{leave.until:%m-%d}"}  # fmt: skip
    if isinstance(fact, facts.LeavePlanned | facts.DeputyChanged):
        _tell(entry, about, url, "absence.deputy", [leave.deputy_id], **names)
    elif isinstance(fact, facts.LeaveBegun):
        _tell(entry, about, url, "absence.begun", [leave.deputy_id], **names)
        _tell(entry, about, url, "absence.gone", [leave.person_id], **names)
    elif leave.begun_at is not None:
        _tell(entry, about, url, "absence.back", [leave.person_id], **names)
        _tell(entry, about, url, "absence.no_longer", [leave.deputy_id], **names)
    else:
        _tell(entry, about, url, "absence.no_longer", [leave.deputy_id], **names)
