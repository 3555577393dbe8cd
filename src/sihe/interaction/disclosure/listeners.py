"""What follows when publishing is late: those who publish are told, once for each period."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sihe.interaction.disclosure.facts import PublishingLate
from sihe.kernel.facts import About, Fact
from sihe.kernel.journal.listening import listens
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.actions import tell_staff
from sihe.kernel.notices.registry import add_wordings
from sihe.kernel.organisations.queries import people_holding

add_wordings({"disclosure.late": _("到%(day)s的账还没公布，居民在等。")})


@listens(PublishingLate)
def tell_who_publishes(fact: Fact, entry: Entry) -> None:
    """Put it before those who publish."""
    if isinstance(fact, PublishingLate):
        tell_staff(
            people=people_holding(fact.organisation, "disclosure.publish"), code="disclosure.late",
            values={"day": fact.until.isoformat()}, entry=entry.seq,
            url=reverse("affairs:publish", args=[fact.organisation]),
            about=About("organisation", fact.organisation),
        )  # fmt: skip
