"""What this module tells the kernel and its own register: who stands in, keys, deputising, what would be nobody's."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.kernel.facts import About, Actor
from sihe.kernel.notices.registry import carriers
from sihe.kernel.organisations.actions import before_ending
from sihe.kernel.organisations.models import Mandate
from sihe.kernel.organisations.queries import actor_of, current
from sihe.kernel.people.models import Person
from sihe.kernel.privacy.retention import sweepers
from sihe.teams.turnover.actions.keys import pass_item
from sihe.teams.turnover.actions.leaves import change_deputy
from sihe.teams.turnover.actions.leaving import before_mandate_ends
from sihe.teams.turnover.holdings import Held, Holding, register, sees, warnings
from sihe.teams.turnover.models import Custody, Departure, Item, Leave, Reissue
from sihe.teams.turnover.queries import running
from sihe.teams.turnover.words import POWERS


def deputies(people: Sequence[int], about: About) -> Mapping[int, tuple[int, str]]:
    """Return who stands in for whom of these people where this thing is concerned.

    A deputy hears what they may see themselves under the lent mandate; of things whose kind says nothing
    of that, only where the absent one works for no other organisation.
    """
    found: dict[int, tuple[int, str]] = {}
    rows = Leave.objects.filter(running(), person__in=people).select_related("person")
    for leave in rows.order_by("pk"):
        if about.kind in sees:
            reaches = _sees_as_deputy(leave, about)
        else:
            mine = Mandate.objects.filter(current(), person=leave.person, standing_in_for=None)
            reaches = not mine.exclude(organisation=leave.organisation_id).exists()
        if reaches:
            found[leave.person_id] = (leave.deputy_id, leave.person.name)
    return found


def _sees_as_deputy(leave: Leave, about: About) -> bool:
    lent = Mandate.objects.filter(
        current(), person=leave.deputy_id, organisation=leave.organisation_id,
        standing_in_for__person=leave.person_id,
    )  # fmt: skip
    actors = [actor_of(leave.deputy_id, pk) for pk in lent.values_list("pk", flat=True)]
    return any(actor is not None and sees[about.kind](actor, about.id) for actor in actors)


def _keys(person: int, organisation: int) -> list[int]:
    rows = Custody.objects.filter(
        person=person, until__isnull=True, item__organisation=organisation
    )
    return list(rows.order_by("item").values_list("item", flat=True))


def _keys_told(ids: Sequence[int]) -> list[Held]:
    rows = Item.objects.filter(pk__in=ids).order_by("pk")
    return [Held(one.pk, one.name, one.get_kind_display()) for one in rows]


def _keys_hand(
    by: Actor, person: int, organisation: int, ids: Sequence[int], receiver: int
) -> None:
    to = Person.objects.get(pk=receiver)
    held = Custody.objects.filter(person=person, until__isnull=True, item__in=ids)
    for one in held.select_related("item").order_by("item"):
        pass_item(by=by, item=one.item, person=to)


def _deputising(person: int, organisation: int) -> list[int]:
    rows = Leave.objects.filter(
        deputy=person, organisation=organisation, ended_at__isnull=True, until__gte=timezone.localdate()
    )  # fmt: skip
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _deputising_told(ids: Sequence[int]) -> list[Held]:
    rows = Leave.objects.filter(pk__in=ids).select_related("person").order_by("pk")
    return [
        Held(one.pk, _("代%(who)s") % {"who": one.person.name}, f"{one.since} – {one.until}",
             reverse("turnover:leave", args=[one.pk]))
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


def sweep_leaves(before: datetime) -> int:
    """Erase leaves that are long over: when somebody was away is nobody's business for ever."""
    return Leave.objects.filter(ended_at__lt=before).delete()[0]


def sweep_departures(before: datetime) -> int:
    """Erase who left what to whom; the journal keeps what is no personal data."""
    return Departure.objects.filter(closed_at__lt=before).delete()[0]


def sweep_reissues(before: datetime) -> int:
    """Erase who could not sign in, once it is long over and a start password is not waiting."""
    rows = Reissue.objects.filter(asked_at__lt=before, given_at__isnull=True)
    changed = Reissue.objects.filter(asked_at__lt=before, changed_at__isnull=False)
    return rows.delete()[0] + changed.delete()[0]


def sweep_custodies(before: datetime) -> int:
    """Erase who had a key long ago."""
    return Custody.objects.filter(until__lt=before).delete()[0]


carriers.append(deputies)
before_ending.append(before_mandate_ends)
warnings.append(sole_powers)
sweepers["leave"] = sweep_leaves
sweepers["departure"] = sweep_departures
sweepers["reissue"] = sweep_reissues
sweepers["custody"] = sweep_custodies
register(Holding("keys", gettext_lazy("钥匙和设备"), _keys, _keys_told, _keys_hand))
register(
    Holding("deputising", gettext_lazy("替人代班"), _deputising, _deputising_told, _deputising_hand)
)
