"""Slips: printed for a building, handed over at the door, used once, issued anew at the desk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from sihe.interaction.accounts import rules as _rules  # noqa: F401  (registers the rules)
from sihe.interaction.accounts.actions.opening import account_of, draw, sign_out_everywhere
from sihe.interaction.accounts.facts import AccessEnded, SlipHanded, SlipsPrinted
from sihe.interaction.accounts.models import Reason, Slip
from sihe.interaction.accounts.queries import candidates, code_hash, household_of, slip_of
from sihe.interaction.accounts.rules import is_child, lives_in
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import SYSTEM, About, Actor
from sihe.kernel.journal.actions import record
from sihe.kernel.people.actions import correct_person
from sihe.kernel.people.models import Account, Household, Person
from sihe.kernel.places.models import Area
from sihe.kernel.responsibilities.queries import number

NUMBER, DIGITS = 6, 8
AT_THE_DESK = (Reason.LOST_PHONE, Reason.CHANGED_NUMBER)


@dataclass(frozen=True)
class Printed:
    """A slip with its digits, which are known now and never again."""

    slip: Slip
    digits: str


@transaction.atomic
def print_slips(
    *, by: Actor, building: Area, households: Sequence[Household], at: datetime | None = None
) -> list[Printed]:
    """Make a slip for each household of a building; an earlier one that nobody used becomes void.

    Raises:
        Refused: `not_allowed`; `nobody_lives_here`, without a household.
    """
    if not households:
        raise Refused("nobody_lives_here")
    for household in households:
        require("accounts.serve", by, household.dwelling)
    moment = at or timezone.now()
    void(Slip.objects.filter(household__in=households, person=None), moment)
    made = [_drawn(by, Reason.FIRST, moment, household=one) for one in households]
    Slip.objects.bulk_create(one.slip for one in made)
    fact = SlipsPrinted(count=len(made), reason=Reason.FIRST)
    record(fact, by=by, about=[About("area", building.pk)], at=moment)
    return made


@transaction.atomic
def hand_over(*, by: Actor, slip: Slip, handed: bool = True, at: datetime | None = None) -> Slip:
    """Tick a slip off that was handed over at the door, or take the tick back.

    Raises:
        Refused: `not_allowed`; `slip_over`, when it was used or became void meanwhile.
    """
    require("accounts.serve", by, slip.household.dwelling)
    moment = at or timezone.now()
    rows = Slip.objects.filter(pk=slip.pk, used_at=None, void_at=None, handed_at__isnull=handed)
    changed = rows.update(
        handed_at=moment if handed else None, handed_by=by.person if handed else None
    )
    if not changed and (slip.used_at or slip.void_at):
        raise Refused("slip_over")
    if changed:
        about = [About("household", slip.household.pk)]
        record(SlipHanded(slip=slip.pk, handed=handed), by=by, about=about, at=moment)
    slip.refresh_from_db()
    return slip


@transaction.atomic
def reissue(
    *, by: Actor, person: Person, reason: str, seen: bool, phone: str = "", at: datetime | None = None
) -> Printed:  # fmt: skip
    """Issue a slip anew at the desk: the phone was lost, or the number is another now.

    Every device is signed out at once; `phone` is the new number, where there is one. `seen`: who asks
    stood before the member of staff with their identity card; without that nobody gets one.

    Raises:
        Refused: `not_allowed`, `no_such_reason`, `identity_not_seen`, `not_here`, `too_young`.
    """
    home = household_of(person.pk)
    if home is None:
        raise Refused("not_here")
    require("accounts.serve", by, home.dwelling)
    if reason not in AT_THE_DESK:
        raise Refused("no_such_reason", field="reason")
    if not seen:
        raise Refused("identity_not_seen", field="seen")
    if is_child(person):
        raise Refused("too_young")
    moment, about = at or timezone.now(), [About("person", person.pk)]
    account = Account.objects.filter(person=person).first()
    if account is not None:
        sign_out_everywhere(account)
        record(AccessEnded(reason=reason), by=by, about=about, at=moment)
    if phone:  # who serves may have no right to edit people, but has just seen who this is
        correct_person(by=SYSTEM, person=person, phone=phone)
    return _for_person(by, person, home, reason, moment)


@transaction.atomic
def give(*, by: Actor, member: Person, at: datetime | None = None) -> Printed:
    """Give somebody of one's own household a slip, as a grown-up who lives there.

    Raises:
        Refused: `not_allowed`; `not_here`, for who does not live there; `too_young`; `came_in_already`.
    """
    home = household_of(by.person)
    if home is None:
        raise Refused("not_here")
    require("accounts.vouch", by, home)
    if not lives_in(member.pk, home):
        raise Refused("not_here")
    if is_child(member):
        raise Refused("too_young")
    if Account.objects.filter(person=member, is_active=True).exists():
        raise Refused("came_in_already")
    return _for_person(by, member, home, Reason.FAMILY, at or timezone.now())


@transaction.atomic
def open_by_slip(
    *, by: Actor, number: str, digits: str, person: int, old_enough: bool = False,
    at: datetime | None = None,
) -> Account:  # fmt: skip
    """Open the account of a member of the household with its slip; the slip is used up.

    `old_enough`: who comes in says that they are 14, asked where the roll knows no age.

    Raises:
        Refused: `not_allowed`; `slip_wrong`, when number and digits do not fit, or somebody was quicker;
            `not_here`, for who does not live there; `age_unsaid`; `too_young`.
    """
    require("accounts.open", by)
    slip = slip_of(number, digits)
    if slip is None:
        raise Refused("slip_wrong", field="digits")
    chosen = next((m.person for m in candidates(slip) if m.person.pk == person), None)
    if chosen is None:
        raise Refused("not_here", field="person")
    if not (chosen.birth_year or chosen.id_number or old_enough):
        raise Refused("age_unsaid", field="old_enough")
    use(slip, chosen.pk, at or timezone.now())
    return account_of(chosen)


@transaction.atomic
def end_access(*, by: Actor, person: Person, at: datetime | None = None) -> None:
    """Sign oneself out everywhere.

    Raises:
        Refused: `not_allowed`.
    """
    require("accounts.own", by, person)
    sign_out_everywhere(Account.objects.get(person=person))
    fact = AccessEnded(reason="own")
    record(fact, by=by, about=[About("person", person.pk)], at=at)


def use(slip: Slip, person: int, at: datetime) -> None:
    """Use a slip up; of two who bring it at once one comes too late.

    Raises:
        Refused: `slip_wrong`.
    """
    rows = Slip.objects.filter(pk=slip.pk, used_at=None, void_at=None)
    if not rows.update(used_at=at, used_by=person, code=""):
        raise Refused("slip_wrong", field="digits")


def void(rows: Iterable[Slip], at: datetime) -> int:
    """Make slips void that nobody used; return how many."""
    ids = [slip.pk for slip in rows]
    return Slip.objects.filter(pk__in=ids, used_at=None, void_at=None).update(void_at=at, code="")


def _for_person(by: Actor, person: Person, home: Household, reason: str, at: datetime) -> Printed:
    void(Slip.objects.filter(person=person), at)
    made = _drawn(by, reason, at, household=home, person=person)
    made.slip.save()
    about = [About("person", person.pk), About("household", home.pk)]
    record(SlipsPrinted(count=1, reason=reason), by=by, about=about, at=at)
    return made


def _drawn(
    by: Actor, reason: str, at: datetime, household: Household, person: Person | None = None
) -> Printed:  # fmt: skip
    drawn, digits = draw(NUMBER), draw(DIGITS, "0123456789")
    days = number(
        "accounts.slip_days" if reason == Reason.FIRST else "accounts.own_slip_days"
    ).value
    slip = Slip(
        number=drawn, code=code_hash(drawn, digits), reason=reason, household=household, person=person,
        issued_at=at, issued_by_id=by.person, organisation_id=by.organisation,
        valid_until=timezone.localdate(at) + timedelta(days=days),
        handed_at=None if reason == Reason.FIRST else at,
    )  # fmt: skip
    return Printed(slip, digits)
