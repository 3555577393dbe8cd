"""Reading whose affairs there are, powers over them, and items; with what of each is public."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from sihe.interaction.disclosure.models import Power, Publication, PublicItem
from sihe.kernel.facts import Actor
from sihe.kernel.organisations.models import Kind, Organisation
from sihe.kernel.organisations.queries import active_in
from sihe.kernel.responsibilities.queries import number


@dataclass(frozen=True)
class PowerShown:
    """A power and how it stands on a day: running, expired, ended, renewed, or without any term."""

    power: Power
    state: str


def visible_to(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations whose affairs an actor keeps, publishes or looks on."""
    if actor.kind == "system":
        return Organisation.objects.filter(active=True)
    areas = [s.area for s in actor.where("disclosure.see") if s.area is not None]
    inside = active_in(areas).filter(kind=Kind.RESIDENTS_COMMITTEE).values("pk")
    seen = Q(pk__in=inside)
    if actor.holds("disclosure.keep") or actor.holds("disclosure.publish"):
        seen |= Q(pk=actor.organisation)
    return Organisation.objects.filter(seen).order_by("kind", "name")


def committees() -> QuerySet[Organisation]:
    """Return the organisations that have published anything, with the latest moment (`last`)."""
    rows = Organisation.objects.filter(active=True, publications__isnull=False)
    return rows.annotate(last=Max("publications__published_at")).order_by("name")


def latest(organisation: int) -> dict[str, Publication]:
    """Return the latest act of publishing of each kind; one query."""
    last = Publication.objects.filter(organisation=organisation).values("kind")
    ids = last.annotate(pk_last=Max("pk")).values("pk_last")
    return {p.kind: p for p in Publication.objects.filter(pk__in=ids.order_by())}


def powers_of(
    organisation: int, *, public: bool = False, today: date | None = None
) -> list[PowerShown]:
    """Return the powers over an organisation, the expired first; those that were renewed are left out."""
    day = today or timezone.localdate()
    rows = Power.objects.filter(organisation=organisation).select_related("holder", "publication")
    renewed = Q(renewed__isnull=False)
    if public:
        rows = rows.filter(publication__isnull=False)
        renewed &= Q(renewed__publication__isnull=False)
    shown = [PowerShown(p, power_state(p, day, public=public)) for p in rows.exclude(renewed)]
    order = {"expired": 0, "no_term": 1, "soon": 2, "running": 3, "ended": 4}
    return sorted(shown, key=lambda one: (order[one.state], one.power.kind, one.power.pk))


def power_state(power: Power, day: date, *, public: bool = False) -> str:
    """Return expired, no_term, soon, running or ended (to the public once that is published)."""
    if power.ended_on is not None and (power.end_publication_id or not public):
        return "ended"
    if power.until is None:
        return "no_term"
    if power.until < day:
        return "expired"
    warn = timedelta(days=number("disclosure.power_warn_days", day).value)
    return "soon" if power.until <= day + warn else "running"


def items_of(organisation: int, *, public: bool = False) -> QuerySet[PublicItem]:
    """Return what was written to be published, the latest first; `public`: only what is published."""
    rows = PublicItem.objects.filter(organisation=organisation)
    rows = rows.select_related("publication", "corrects", "corrected__publication", "kept_by")
    if public:
        rows = rows.filter(publication__isnull=False)
    return rows.order_by("-day", "-pk")
