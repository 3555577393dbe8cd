"""Who may stand for whom, and in what."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sihe.interaction.accounts.queries import code_hash, tidy
from sihe.interaction.accounts.rules import is_child
from sihe.interaction.standins.models import Basis, Offer, StandIn
from sihe.kernel.facts import Actor
from sihe.kernel.people.models import Person, Residence
from sihe.kernel.people.queries import current
from sihe.kernel.people.rules import reach
from sihe.kernel.places.models import Dwelling

REPORT, NOTICES, BALLOT = "report", "notices", "ballot"
EVERYDAY: Final = (REPORT, NOTICES)
"""The kinds of act that a spoken agreement covers; a ballot needs a written proxy."""
BETWEEN: Final = "\n"
"""Stands between the name of who acted and of for whom, where a timeline fetches both at once."""
running = Q(ended_at__isnull=True)


def offer_of(number: str, digits: str) -> Offer | None:
    """Return the offer that is still good with this number and these digits; the caller limits the tries."""
    tidied = tidy(number)
    rows = Offer.objects.filter(number=tidied[:8], code=code_hash(tidied, digits), used_at=None)
    return rows.filter(valid_until__gte=timezone.localdate()).select_related("principal").first()


def may_stand_for(actor: Actor, person: int, what: str, on: date | None = None) -> bool:
    """Tell whether an actor may do one kind of act in the name of a person on a day.

    For oneself: yes, from 14 on. For another: while the agreement runs and names the act. A ballot needs a
    written proxy; a guardian never votes for a child, and acts only until the child is 14.
    """
    if actor.kind != "resident" or actor.person is None:
        return False
    if actor.person == person:
        return not is_child(Person.objects.get(pk=person), on)
    return stand_in_for(actor.person, person, what, on) is not None


def stand_in_for(agent: int, principal: int, what: str, on: date | None = None) -> StandIn | None:
    """Return the agreement under which one may do a kind of act for another; None without one."""
    rows = StandIn.objects.filter(running, agent=agent, principal=principal)
    found = rows.filter(current(on)).select_related("principal", "agent").first()
    if found is None or not _covers(found, what, on):
        return None
    return found


def _covers(stand_in: StandIn, what: str, on: date | None = None) -> bool:
    if what == BALLOT:
        return stand_in.basis == Basis.AGREED and stand_in.ballots and stand_in.written
    if stand_in.basis == Basis.GUARDIAN and not is_child(stand_in.principal, on):
        return False
    return what in stand_in.acts


def stands_for(agent: int | None, what: str = REPORT) -> list[StandIn]:
    """Return the agreements under which somebody may do a kind of act now, by name."""
    rows = StandIn.objects.filter(running, current(), agent=agent)
    related = rows.select_related("principal", "agent").order_by("principal__name", "pk")
    return [one for one in related if _covers(one, what)]


@dataclass(frozen=True)
class Standing:
    """For whom somebody does a thing: a person, and the agreement where it is not themselves."""

    person: Person
    stand_in: StandIn | None = None


def standings(actor: Actor, what: str = REPORT) -> list[Standing]:
    """Return for whom an actor may do a kind of act: themselves from 14 on, then others by name."""
    if actor.kind != "resident" or actor.person is None:
        return []
    own = Person.objects.get(pk=actor.person)
    first = [] if is_child(own) else [Standing(own)]
    return first + [Standing(one.principal, one) for one in stands_for(actor.person, what)]


def reach_of(actor: Actor) -> dict[str, set[int]]:
    """Return by everyday kind of act whose things an actor may see to: their own, and others'; one query or two."""
    if actor.kind != "resident" or actor.person is None:
        return {what: set() for what in EVERYDAY}
    rows = StandIn.objects.filter(running, current(), agent=actor.person)
    held = list(rows.select_related("principal"))
    own = {actor.person}
    return {
        what: own | {one.principal_id for one in held if _covers(one, what)} for what in EVERYDAY
    }


def standing_as(actor: Actor, person: str, what: str = REPORT) -> Standing | None:
    """Return in whose name an actor acts who picked a person's id; None for nobody's, and where they may not."""
    return next((one for one in standings(actor, what) if str(one.person.pk) == person), None)


def agreements(person: int) -> list[StandIn]:
    """Return the agreements that a person gave or has, as long as nobody ended them."""
    rows = StandIn.objects.filter(running, until__gte=timezone.localdate())
    both = rows.filter(Q(principal=person) | Q(agent=person))
    return list(both.select_related("principal", "agent").order_by("pk"))


def agreements_at(dwelling: Dwelling) -> list[StandIn]:
    """Return the agreements of those who live in a flat, as long as nobody ended them."""
    homes = Residence.objects.filter(current(), dwelling=dwelling)
    rows = StandIn.objects.filter(running, principal__in=homes.values("person"))
    fresh = rows.filter(until__gte=timezone.localdate()).order_by("pk")
    return list(fresh.select_related("principal", "agent"))


def words_of(stand_in: StandIn) -> str:
    """Return in words what an agreement covers."""
    words = {REPORT: _("上报和跟进"), NOTICES: _("看通知")}
    acts = [words[act] for act in (REPORT, NOTICES) if act in stand_in.acts]
    return "、".join([*acts, *([_("投票")] if stand_in.ballots else [])])


def agreements_in(actor: Actor) -> QuerySet[StandIn]:
    """Return the agreements of those who live where a member of staff serves, the newest first."""
    homes = Residence.objects.filter(current(), reach(actor, "accounts.serve"))
    rows = StandIn.objects.filter(principal__in=homes.values("person"))
    return rows.select_related("principal", "agent", "witness").order_by("-pk")
