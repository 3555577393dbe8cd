"""What this module tells the kernel and its own register: deputising, and powers that would be nobody's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.kernel.facts import Actor
from sihe.kernel.organisations.actions import before_ending
from sihe.kernel.organisations.models import Mandate
from sihe.kernel.people.actions import before_closing, keeping
from sihe.kernel.people.models import Person
from sihe.kernel.people.queries import current
from sihe.kernel.privacy.retention import sweepers
from sihe.teams.absence.actions import change_deputy
from sihe.teams.absence.models import Leave
from sihe.teams.absence.queries import going
from sihe.teams.absence.seeing import sees
from sihe.teams.appointments.words import POWERS
from sihe.teams.turnover.actions import before_account_closes, before_mandate_ends
from sihe.teams.turnover.holdings import Held, Holding, register, warnings
from sihe.teams.turnover.models import Departure, Passing, PassingState
from sihe.teams.turnover.queries import departures_seen


def _deputising(person: int, organisation: int) -> QuerySet[Leave]:
    return Leave.objects.filter(
        deputy=person, organisation=organisation, ended_at__isnull=True, until__gte=timezone.localdate()
    )  # fmt: skip


def _deputising_told(ids: Sequence[int]) -> list[Held]:
    rows = Leave.objects.filter(pk__in=ids).select_related("person").order_by("pk")
    return [
        Held(one.pk, _("代%(who)s") % {"who": one.person.name}, f"{one.since} – {one.until}",
             reverse("absence:leave", args=[one.pk]))
        for one in rows
    ]  # fmt: skip


def _deputising_hand(
    by: Actor, person: int, organisation: int, ids: Sequence[int], receiver: int
) -> None:
    to = Person.objects.get(pk=receiver)
    for leave in Leave.objects.filter(pk__in=ids, deputy=person).order_by("pk"):
        change_deputy(by=by, leave=leave, deputy=to)


def sole_powers(person: int, organisation: int) -> list[str]:
    """Say which powers nobody else in the organisation would have; a warning, since a new colleague may come."""
    rows = Mandate.objects.filter(
        current(), organisation=organisation, standing_in_for__isnull=True
    )
    mine: set[str] = set()
    others: set[str] = set()
    for holder, permissions in rows.values_list("person", "role__permissions"):
        (mine if holder == person else others).update(permissions)
    names = [str(POWERS[power]) for power in sorted(mine - others) if power in POWERS]
    if not names:
        return []
    return [_("走后没人能：%(what)s。先给同事任职。") % {"what": "、".join(names)}]


def sweep_departures(before: datetime) -> int:
    """Erase who left what to whom; the journal keeps what is no personal data."""
    return Departure.objects.filter(closed_at__lt=before).delete()[0]


def leaving_people() -> QuerySet[Person]:
    """Return who is handing over at present."""
    return Person.objects.filter(departures__closed_at__isnull=True, departures__isnull=False)


def leaving() -> QuerySet[Any]:
    """Return the ids of who is handing over."""
    return Departure.objects.filter(closed_at__isnull=True).values("person")


def receiving() -> QuerySet[Any]:
    """Return the ids of who is asked to sign for what a leaver hands over."""
    offered = Passing.objects.filter(state=PassingState.OFFERED, departure__closed_at__isnull=True)
    return offered.values("receiver")


def sees_departure(actor: Actor, id_: int) -> bool:
    """Tell whether an actor may see who leaves."""
    return departures_seen(actor).filter(pk=id_).exists()


keeping.extend((leaving, receiving))
before_ending.append(before_mandate_ends)
before_closing.append(before_account_closes)
sees["departure"] = sees_departure
going.append(leaving_people)
warnings.append(sole_powers)
sweepers["departure"] = sweep_departures
register(
    Holding("deputising", gettext_lazy("替人代班"), _deputising, _deputising_told, _deputising_hand)
)
