"""Taking a seat, going on in it after an election, and leaving it."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.journal.actions import record
from sihe.kernel.people.actions import enter_person
from sihe.kernel.people.models import Person
from sihe.kernel.people.queries import by_phone
from sihe.kernel.responsibilities.queries import number
from sihe.teams.posts import facts
from sihe.teams.posts.models import (
    TITLE_MOST,
    WORDS_MOST,
    Body,
    Holding,
    PostKind,
    Reason,
    Seat,
)
from sihe.teams.posts.queries import candidates


@dataclass(frozen=True)
class PersonNamed:
    """Who is meant: the id of somebody known here, or a name with phone and year of birth."""

    known: int | None = None
    name: str = ""
    phone: str = ""
    birth_year: int | None = None


@dataclass(frozen=True)
class Chosen:
    """How a person came to a seat: from when, until when the term runs, who chose and on which day."""

    since: date
    term_until: date | None = None
    chosen_by: str = ""
    chosen_on: date | None = None
    profession: str = ""


@transaction.atomic
def person_for(*, by: Actor, seat: Seat, given: PersonNamed) -> Person:
    """Return who is meant: somebody known here, else by phone and name, else a person entered now.

    Raises:
        Refused: `not_allowed`, `person_missing`, `birth_year_wrong`.
    """
    organisation = seat.post.organisation
    require("posts.edit", by, organisation)
    if given.known is not None:
        found = candidates(organisation).filter(pk=given.known).first()
        if found is None:
            raise Refused("person_missing", field="person")
        return found
    name = " ".join(given.name.split())
    if not name:
        raise Refused("person_missing", field="person")
    year = given.birth_year
    if (
        year is not None
        and not timezone.localdate().year - 110 <= year <= timezone.localdate().year
    ):
        raise Refused("birth_year_wrong", field="birth_year")
    same = by_phone(given.phone).filter(name=name).order_by("pk").first() if given.phone else None
    return same or enter_person(by=by, name=name, phone=given.phone, birth_year=year)


@transaction.atomic
def begin_holding(*, by: Actor, seat: Seat, person: Person, chosen: Chosen) -> Holding:
    """Give a vacant seat to a person. Without an end, an elected one's term is as long as the law says.

    Raises:
        Refused: `not_allowed`, `seat_held`, `post_closed`, `person_twice`, `too_young`, `term_order`,
            `since_order`, `day_ahead`, `name_too_long`.
    """
    require("posts.edit", by, seat.post.organisation)
    seat = _locked(seat)
    if seat.vacant_since is None:
        raise Refused("seat_held", field="person")
    if chosen.since < seat.since or _last_day(seat) > chosen.since:
        raise Refused("since_order", field="since")
    same = Holding.objects.filter(seat__post=seat.post_id, person=person, until__isnull=True)
    if same.exists():
        raise Refused("person_twice", field="person")
    _check_age(seat, person, chosen.since)
    return _begin(by, seat, person, chosen)


@transaction.atomic
def fill_seat(*, by: Actor, seat: Seat, given: PersonNamed, chosen: Chosen) -> Holding:
    """Find or enter the person and give them the seat: both, or neither.

    Raises:
        Refused: as `person_for` and `begin_holding`.
    """
    person = person_for(by=by, seat=seat, given=given)
    return begin_holding(by=by, seat=seat, person=person, chosen=chosen)


@transaction.atomic
def renew(*, by: Actor, holding: Holding, chosen: Chosen) -> Holding:
    """Let the same person go on after an election: one holding ends, the next begins, nothing is vacant between.

    Raises:
        Refused: `not_allowed`, `holding_ended`, `since_order`; as `begin_holding`.
    """
    require("posts.edit", by, holding.seat.post.organisation)
    seat = _locked(holding.seat)
    old = _current(holding)
    if chosen.since <= old.since:
        raise Refused("since_order", field="since")
    old.until, old.ended_why = chosen.since, Reason.TERM
    old.save(update_fields=["until", "ended_why"])
    return _begin(by, seat, old.person, chosen, renewed=True)


@transaction.atomic
def end_holding(*, by: Actor, holding: Holding, on: date, reason: str) -> Holding:
    """Record that a person has left a seat; it is vacant from that day, for that reason.

    Raises:
        Refused: `not_allowed`, `holding_ended`, `reason_wrong`, `day_ahead`, `since_order`.
    """
    require("posts.edit", by, holding.seat.post.organisation)
    seat = _locked(holding.seat)
    old = _current(holding)
    if reason not in Reason.values or reason == Reason.NEW:
        raise Refused("reason_wrong", field="reason")
    if on > timezone.localdate():
        raise Refused("day_ahead", field="on")
    if on < old.since:
        raise Refused("since_order", field="on")
    old.until, old.ended_why = on, reason
    old.save(update_fields=["until", "ended_why"])
    seat.vacant_since, seat.vacant_why = on, reason
    seat.save(update_fields=["vacant_since", "vacant_why"])
    fact = facts.HoldingEnded(holding=old.pk, post=seat.post_id, reason=reason)
    record(fact, by=by, about=_about(seat, old))
    return old


@transaction.atomic
def explain_vacancy(*, by: Actor, seat: Seat, reason: str) -> Seat:
    """Say why a seat is still vacant.

    Raises:
        Refused: `not_allowed`, `seat_held`, `reason_wrong`.
    """
    require("posts.edit", by, seat.post.organisation)
    seat = _locked(seat)
    if seat.vacant_since is None:
        raise Refused("seat_held", field="reason")
    if reason not in Reason.values:
        raise Refused("reason_wrong", field="reason")
    seat.vacant_why = reason
    seat.save(update_fields=["vacant_why"])
    fact = facts.PostChanged(post=seat.post_id, seats=seat.post.seats.filter(until=None).count())
    about = [About("organisation", seat.post.organisation_id), About("post", seat.post_id)]
    record(fact, by=by, about=about)
    return seat


def _begin(by: Actor, seat: Seat, person: Person, chosen: Chosen, renewed: bool = False) -> Holding:
    if chosen.since > timezone.localdate():
        raise Refused("day_ahead", field="since")
    term = chosen.term_until or _term(seat, chosen.since)
    if term is not None and term < chosen.since:
        raise Refused("term_order", field="term_until")
    words = {
        "chosen_by": (chosen.chosen_by, WORDS_MOST),
        "profession": (chosen.profession, TITLE_MOST),
    }
    for field, (text, most) in words.items():
        if len(text.strip()) > most:
            raise Refused("name_too_long", field=field, most=most)
    try:
        with transaction.atomic():
            holding = Holding.objects.create(
                seat=seat, person=person, since=chosen.since, term_until=term,
                chosen_by=chosen.chosen_by.strip(), chosen_on=chosen.chosen_on,
                profession=chosen.profession.strip(), recorded_at=timezone.now(),
            )  # fmt: skip
    except IntegrityError:
        raise Refused("seat_held", field="person") from None
    seat.vacant_since, seat.vacant_why = None, ""
    seat.save(update_fields=["vacant_since", "vacant_why"])
    fact = facts.HoldingBegun(
        holding=holding.pk, post=seat.post_id, term_until=term, renewed=renewed
    )
    record(fact, by=by, about=_about(seat, holding))
    return holding


def _term(seat: Seat, since: date) -> date | None:
    """Return the end of an elected term; the 29th of February ends on the 28th."""
    if seat.post.kind != PostKind.ELECTED:
        return None
    year = since.year + number("posts.term_years", since).value
    try:
        return since.replace(year=year)
    except ValueError:
        return since.replace(year=year, day=28)


def _check_age(seat: Seat, person: Person, on: date) -> None:
    elected = seat.post.kind == PostKind.ELECTED and seat.post.body == Body.COMMITTEE
    least = number("posts.age_least", on).value
    if elected and person.birth_year is not None and on.year - person.birth_year < least:
        raise Refused("too_young", field="person", least=least)


def _last_day(seat: Seat) -> date:
    days = seat.holdings.filter(until__isnull=False).values_list("until", flat=True)
    return max((day for day in days if day), default=seat.since)


def _locked(seat: Seat) -> Seat:
    """Read a seat again and keep others from changing it until the transaction ends."""
    rows = Seat.objects.select_related("post__organisation").select_for_update(of=("self",))
    found = rows.get(pk=seat.pk)
    if found.until is not None:
        raise Refused("post_closed")
    return found


def _current(holding: Holding) -> Holding:
    found = Holding.objects.select_related("person").get(pk=holding.pk)
    if found.until is not None:
        raise Refused("holding_ended")
    return found


def _about(seat: Seat, holding: Holding) -> list[About]:
    organisation = About("organisation", seat.post.organisation_id)
    return [organisation, About("post", seat.post_id), About("person", holding.person_id)]
