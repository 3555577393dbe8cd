"""What follows: who agreed is told before a consent ends, and who moved out has none any more."""

from django.db.models import Q
from django.utils.translation import gettext as _

from sihe.interaction.rounds.actions import end_moved
from sihe.interaction.rounds.facts import ConsentNearsEnd
from sihe.interaction.rounds.models import Consent
from sihe.kernel.facts import About, Fact
from sihe.kernel.facts.people import ResidenceEnded
from sihe.kernel.journal.listening import listens
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.actions import tell_resident


@listens(ConsentNearsEnd)
def tell_before_it_ends(fact: Fact, entry: Entry) -> None:
    """Tell who agreed until when it holds, and that nobody need do anything to let it end."""
    assert isinstance(fact, ConsentNearsEnd)
    rows = Consent.objects.select_related("dwelling").filter(ended_at__isnull=True)
    consent = rows.filter(pk=fact.consent).first()
    if consent is None or consent.organisation_id is None:
        return
    day = _("%(month)d月%(day)d日") % {"month": fact.until.month, "day": fact.until.day}
    text = _("您家请社区上门帮忙的同意，%(day)s到期。还要帮忙，请再签一次。不签，到期就删。") % {
        "day": day
    }
    tell_resident(
        text=text, link="/", about=About("consent", consent.pk),
        recipient=About("consent", consent.pk), entry=entry.seq,
        organisation=consent.organisation_id, area=consent.dwelling.building_id, at=entry.at,
    )  # fmt: skip


@listens(ResidenceEnded)
def end_with_moving(fact: Fact, entry: Entry) -> None:
    """End the consents of who lives in the dwelling no longer."""
    assert isinstance(fact, ResidenceEnded)
    end_moved(where=Q(dwelling=fact.dwelling))
