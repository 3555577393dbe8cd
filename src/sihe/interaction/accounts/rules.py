"""Who may print slips, confirm members of a household, and act for whom. Ages come from dated numbers."""

from datetime import date
from typing import Final

import rules
from django.db.models import QuerySet
from django.utils import timezone

from sihe.kernel.access.rules import holds
from sihe.kernel.facts import Actor
from sihe.kernel.people.models import Household, Person, Residence, ResidenceKind
from sihe.kernel.people.queries import current
from sihe.kernel.people.rules import within
from sihe.kernel.responsibilities.queries import number

LIVE_HERE: Final = (ResidenceKind.OWNER_HERE, ResidenceKind.TENANT, ResidenceKind.FLATSHARE)
"""Who belongs to a household: an owner who lives elsewhere does not see who lives in the flat."""
VOUCH: Final = (ResidenceKind.OWNER_HERE, ResidenceKind.TENANT)
"""Who may answer for others of the household: people who merely share a flat may not."""


def spells(person: int, on: date | None = None) -> QuerySet[Residence]:
    """Return where a person lives on a day (default: today); rights follow these spells."""
    return Residence.objects.filter(current(on), person=person, kind__in=LIVE_HERE)


def lives_in(person: int | None, household: Household, on: date | None = None) -> bool:
    """Tell whether a person belongs to a household on a day; it ends with the spell."""
    return person is not None and spells(person, on).filter(household=household).exists()


def age_on(person: Person, on: date) -> int | None:
    """Return a person's full years on a day; None where nothing is known.

    With a year of birth alone the age counts as not yet reached: the younger is the more protected.
    """
    born = birthday(person)
    if born is not None:
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return on.year - person.birth_year - 1 if person.birth_year else None


def birthday(person: Person) -> date | None:
    """Return the day of birth that an identity number of 18 characters tells; None without one."""
    digits = person.id_number[6:14] if len(person.id_number) == 18 else ""
    if not (digits.isascii() and digits.isdigit()):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def is_child(person: Person, on: date | None = None, limit: int = 0) -> bool:
    """Tell whether a person is known to be below 14: such a one acts through a guardian only.

    `limit`: the number 14, where the caller asks for many people and has read it already.
    """
    age = age_on(person, on or timezone.localdate())
    if age is None:
        return False
    return age < (limit or number("accounts.own_account_age").value)


def is_adult(person: Person, on: date | None = None) -> bool:
    """Tell whether a person counts as grown up; unknown ages do, since many rolls have none."""
    age = age_on(person, on or timezone.localdate())
    return age is None or age >= number("accounts.adult_age").value


serves = within("accounts.serve")


@rules.predicate
def vouches(by: Actor, household: Household | None = None) -> bool:
    """A grown-up member of the household, who does not merely share the flat, signed in as themselves."""
    if by.kind != "resident" or by.person is None or household is None:
        return False
    own = spells(by.person).filter(household=household).select_related("person")
    return any(answers_for_others(spell) for spell in own)


def answers_for_others(spell: Residence) -> bool:
    """Tell whether who lives here in this way is grown up and does not merely share the flat."""
    return spell.kind in VOUCH and is_adult(spell.person)


@rules.predicate
def is_oneself(by: Actor, person: Person | None = None) -> bool:
    """A resident who is signed in as this person."""
    return by.kind == "resident" and person is not None and by.person == person.pk


@rules.predicate
def comes_in(by: Actor, obj: object = None) -> bool:
    """A resident, signed in or not; what they bring to prove who they are is checked by the action."""
    return by.kind == "resident"


holding = holds("accounts.serve")
rules.add_perm("accounts.open", comes_in)
rules.add_perm("accounts.serve", holding & serves)
rules.add_perm("accounts.vouch", vouches)
rules.add_perm("accounts.own", is_oneself)
