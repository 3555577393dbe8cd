"""Leaving a post: what is held goes to named colleagues, and only then mandates and account end."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import may, require
from sihe.kernel.facts import SYSTEM, About, Actor
from sihe.kernel.journal.actions import one_act, record
from sihe.kernel.organisations.actions import end_mandate
from sihe.kernel.organisations.models import Mandate, Organisation
from sihe.kernel.people.actions import close_account
from sihe.kernel.people.models import Account, Person
from sihe.teams.absence.actions import end_leave
from sihe.teams.absence.models import Leave
from sihe.teams.absence.queries import running
from sihe.teams.appointments.queries import colleagues, own_mandates
from sihe.teams.appointments.rules import Post
from sihe.teams.turnover.facts import LeavingBegun, Passed, PassingAnswered, PostLeft
from sihe.teams.turnover.holdings import held, kinds
from sihe.teams.turnover.models import Departure, Passing, PassingState
from sihe.teams.turnover.queries import left
from sihe.teams.turnover.rules import post_of

LEAVER = "leaving.close"


@transaction.atomic
def begin_leaving(
    *, by: Actor, person: Person, organisation: Organisation, last_day: date
) -> Departure:
    """Open the page on which a leaver hands over; one that is open already is returned.

    Raises:
        Refused: `not_allowed`; `no_mandate`.
    """
    require("leaving.begin", by, Post(person, organisation))
    _lock(person.pk)
    there = Departure.objects.filter(
        person=person, organisation=organisation, closed_at__isnull=True
    )
    found = there.first()
    if found is not None:
        return found
    if not own_mandates(person.pk, organisation.pk).exists():
        raise Refused("no_mandate")
    made = Departure.objects.create(
        person=person, organisation=organisation, last_day=last_day, begun_at=timezone.now(),
        begun_by_id=by.person,
    )  # fmt: skip
    _tell(by, made, called_off=False)
    return made


@transaction.atomic
def call_off(*, by: Actor, departure: Departure) -> Departure:
    """Stay after all; what was signed for stays where it is, what waits is taken back.

    Raises:
        Refused: `not_allowed`; `left_already`.
    """
    departure = _locked(departure)
    require("leaving.begin", by, post_of(departure))
    departure.passings.filter(state=PassingState.OFFERED).update(state=PassingState.GONE)
    departure.closed_at, departure.closed_by_id, departure.called_off = (
        timezone.now(),
        by.person,
        True,
    )
    departure.save(update_fields=["closed_at", "closed_by", "called_off"])
    _tell(by, departure, called_off=True)
    return departure


@transaction.atomic
def hand(
    *, by: Actor, departure: Departure, kind: str, receiver: Person, ids: Sequence[int] | None = None
) -> list[Passing]:  # fmt: skip
    """Hand things of a kind (default: all) to a colleague, who signs for them; a superior hands them at once.

    What was offered to somebody else before is offered anew.

    Raises:
        Refused: `not_allowed`; `left_already`; `nothing_held`; and what `_receives` says of the receiver.
    """
    with one_act():
        departure = _locked(departure)
        require("leaving.begin", by, post_of(departure))
        _receives(departure, receiver)
        there = held(departure.person_id, departure.organisation_id).get(kind, [])
        wanted = there if ids is None else [one for one in there if one in set(ids)]
        if not wanted:
            raise Refused("nothing_held")
        open_ = departure.passings.filter(kind=kind, state=PassingState.OFFERED)
        open_.filter(item__in=wanted).update(state=PassingState.GONE)
        at_once = may(LEAVER, by, post_of(departure))
        made = Passing.objects.bulk_create(
            Passing(departure=departure, kind=kind, item=one, receiver=receiver, given_by_id=by.person,
                    given_at=timezone.now())
            for one in wanted
        )  # fmt: skip
        if at_once:
            _move(by, departure, made)
        fact = Passed(
            departure=departure.pk, kind=kind, items=tuple(wanted), receiver=receiver.pk, at_once=at_once
        )  # fmt: skip
        record(fact, by=by, about=[*_about(departure), About("person", receiver.pk)])
    return made


@transaction.atomic
def answer(*, by: Actor, passings: Sequence[Passing], taken: bool) -> list[Passing]:
    """Sign for what a colleague handed over, or do not take it; what has ended meanwhile is left out.

    Raises:
        Refused: `not_allowed`; `left_already`; `passing_gone`, when nothing of it waits any more.
    """
    with one_act():
        departure = _locked(passings[0].departure)
        rows = departure.passings.select_for_update(of=("self",)).select_related("departure")
        waiting = list(rows.filter(pk__in=[p.pk for p in passings], state=PassingState.OFFERED))
        for one in waiting:
            require("leaving.take", by, one)
        still = held(departure.person_id, departure.organisation_id)
        fresh = [one for one in waiting if one.item in still.get(one.kind, [])]
        gone = [one.pk for one in waiting if one not in fresh]
        departure.passings.filter(pk__in=gone).update(state=PassingState.GONE)
        if not fresh:
            if gone:
                return []
            raise Refused("passing_gone")
        if taken:
            _move(by, departure, fresh)
        else:
            _settle(by, fresh, PassingState.REFUSED)
        items = tuple(one.pk for one in fresh)
        record(
            PassingAnswered(departure=departure.pk, items=items, taken=taken),
            by=by,
            about=_about(departure),
        )
    return fresh


@transaction.atomic
def close_leaving(*, by: Actor, departure: Departure, with_account: bool = True) -> Departure:
    """End a leaver's mandates in the organisation, and the account of who has no other; nothing is held any more.

    Raises:
        Refused: `not_allowed`; `left_already`; `still_held`, with how many of what.
    """
    departure = _locked(departure)
    require(LEAVER, by, post_of(departure))
    person = departure.person
    _lock(person.pk)
    refuse_holder(person.pk, departure.organisation_id)
    for leave in Leave.objects.filter(
        person=person, organisation=departure.organisation, ended_at=None
    ):
        if leave.until >= timezone.localdate():
            end_leave(by=SYSTEM, leave=leave)
    yesterday = timezone.localdate() - timedelta(days=1)
    for mandate in own_mandates(person.pk, departure.organisation_id):
        last = max(yesterday, mandate.since)
        if mandate.until is None or mandate.until > last:
            end_mandate(by=by, mandate=mandate, until=last)
    closed = with_account and _close_account(person)
    departure.closed_at, departure.closed_by_id = timezone.now(), by.person
    departure.save(update_fields=["closed_at", "closed_by"])
    fact = PostLeft(
        departure=departure.pk, person=person.pk, organisation=departure.organisation_id, account_closed=closed
    )  # fmt: skip
    record(fact, by=by, about=_about(departure))
    return departure


def refuse_holder(person: int, organisation: int) -> None:
    """Refuse while a person holds anything in an organisation.

    Raises:
        Refused: `still_held`, with how many of what.
    """
    for kind, ids in held(person, organisation).items():
        raise Refused("still_held", count=len(ids), what=str(kinds[kind].label))


def before_mandate_ends(mandate: Mandate) -> None:
    """Refuse to end somebody's last mandate in an organisation while they hold anything there.

    Raises:
        Refused: `still_held`, with how many of what.
    """
    _lock(mandate.person_id)
    others = own_mandates(mandate.person_id, mandate.organisation_id).exclude(pk=mandate.pk)
    if not others.filter(until__isnull=True).exists():
        refuse_holder(mandate.person_id, mandate.organisation_id)


def before_account_closes(account: Account) -> None:
    """Refuse to close the account of who holds anything anywhere.

    Raises:
        Refused: `still_held`, with how many of what.
    """
    _lock(account.person_id)
    bodies = Mandate.objects.filter(person=account.person_id).values_list("organisation", flat=True)
    for body in sorted(set(bodies)):
        refuse_holder(account.person_id, body)


def refuse_leaver(person: int, organisation: int) -> None:
    """Refuse to give anything to who has left; called by whatever gives somebody something, within its act.

    It waits for a leaving that is just being closed, so that nothing is given in the same moment.

    Raises:
        Refused: `receiver_left`, with the name.
    """
    _lock(person)
    gone = left(person, organisation)
    if gone is not None:
        raise Refused("receiver_left", field="person", name=gone.person.name)


def _receives(departure: Departure, receiver: Person) -> None:
    if receiver.pk == departure.person_id:
        raise Refused("receiver_self", field="receiver")
    if not colleagues(departure.organisation_id).filter(pk=receiver.pk).exists():
        raise Refused("receiver_foreign", field="receiver", name=receiver.name)
    if Departure.objects.filter(person=receiver, closed_at__isnull=True).exists():
        raise Refused("receiver_leaving", field="receiver", name=receiver.name)
    away = Leave.objects.filter(running(), person=receiver).select_related("deputy").first()
    if away is not None:
        raise Refused(
            "receiver_away", field="receiver", name=receiver.name, instead=away.deputy.name
        )


def _move(by: Actor, departure: Departure, passings: Sequence[Passing]) -> None:
    """Give the things to their receivers, and note that they were signed for."""
    first = passings[0]
    refuse_leaver(first.receiver_id, departure.organisation_id)
    for kind in {one.kind for one in passings}:
        of_kind = [one for one in passings if one.kind == kind]
        for receiver in {one.receiver_id for one in of_kind}:
            ids = [one.item for one in of_kind if one.receiver_id == receiver]
            kinds[kind].hand(by, departure.person_id, departure.organisation_id, ids, receiver)
    _settle(by, passings, PassingState.TAKEN)


def _settle(by: Actor, passings: Sequence[Passing], state: str) -> None:
    for one in passings:
        one.state, one.answered_at, one.answered_by_id = state, timezone.now(), by.person
    Passing.objects.bulk_update(passings, ["state", "answered_at", "answered_by"])


def _close_account(person: Person) -> bool:
    """Close the account of who is nothing anywhere any more, now or later; who lives here keeps it."""
    today = timezone.localdate()
    elsewhere = Mandate.objects.filter(person=person, until=None) | Mandate.objects.filter(
        person=person, until__gt=today
    )
    here = person.residences.filter(until__isnull=True)
    if elsewhere.exists() or here.exists():
        return False
    account = Account.objects.filter(person=person, is_active=True).first()
    if account is not None:
        close_account(by=SYSTEM, account=account)
    return account is not None


def _locked(departure: Departure) -> Departure:
    rows = Departure.objects.select_for_update(of=("self",))
    found = rows.select_related("person", "organisation").get(pk=departure.pk)
    if found.closed_at is not None:
        raise Refused("left_already")
    return found


def _lock(person: int) -> None:
    Person.objects.select_for_update().get(pk=person)


def _tell(by: Actor, departure: Departure, *, called_off: bool) -> None:
    fact = LeavingBegun(
        departure=departure.pk, person=departure.person_id, organisation=departure.organisation_id,
        called_off=called_off,
    )  # fmt: skip
    record(fact, by=by, about=_about(departure))


def _about(departure: Departure) -> list[About]:
    organisation = About("organisation", departure.organisation_id)
    return [About("departure", departure.pk), About("person", departure.person_id), organisation]
