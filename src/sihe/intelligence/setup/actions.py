"""The verbs of setting up: begin an installation, say that a step is done, publish the starter matrix, print slips."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from sihe.intelligence.setup import rules as _rules  # noqa: F401  (registers the rules)
from sihe.intelligence.setup import starter, starting
from sihe.intelligence.setup.facts import Begun, SlipsPrinted, StepMarked
from sihe.intelligence.setup.models import StepDone
from sihe.intelligence.setup.queries import STEP_KEYS, matrix_of, without_slip
from sihe.kernel.access.actions import enter_roles
from sihe.kernel.access.models import Role
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.journal.actions import record
from sihe.kernel.organisations.actions import (
    enter_organisation,
    give_jurisdiction,
    give_mandate,
)
from sihe.kernel.organisations.models import Kind
from sihe.kernel.people.actions import enter_person, open_account, set_password
from sihe.kernel.people.models import Account
from sihe.kernel.places.actions import ALPHABET, create_area
from sihe.kernel.places.models import Area, Level
from sihe.kernel.responsibilities.actions import enter_categories, publish_matrix
from sihe.kernel.responsibilities.models import Matrix

NAME: Final = "起步权责清单"
SOURCE: Final = "产品自带的起步清单，待本单位确认"
OFFICE: Final = "办事处"
PASSWORD_LENGTH: Final = 10  # 31 letters to the power of 10: 8e14, for a few days


@dataclass(frozen=True)
class First:
    """The first person of an installation, with the street that they begin."""

    street: str
    office: str
    name: str
    username: str
    password: str


@transaction.atomic
def begin(*, by: Actor, first: First) -> Account:
    """Begin an empty installation: the street with its office, the roles, and a person who may set everything up.

    Raises:
        Refused: `begun_already`, when anybody was here before; what entering refuses.
    """
    require("setup.begin", by)
    if not starting.is_open():
        raise Refused("begun_already")
    try:
        with transaction.atomic():  # of two at once the second finds the row
            done = StepDone.objects.create(step=starting.FIRST, at=timezone.now())
    except IntegrityError:
        raise Refused("begun_already") from None
    street = create_area(by=by, level=Level.STREET, name=first.street)
    office = enter_organisation(
        by=by, kind=Kind.STREET_OFFICE, name=first.office or f"{first.street}{OFFICE}",
        short_name=first.street[:20],
    )  # fmt: skip
    give_jurisdiction(by=by, organisation=office, area=street)
    enter_roles(by=by, rows=starter.role_rows())
    role = Role.objects.get(code=starter.first_role())
    person = enter_person(by=by, name=first.name)
    give_mandate(by=by, person=person, organisation=office, role=role, title=role.name, area=street)
    account = open_account(
        by=by, person=person, username=first.username, password=first.password, must_change=False
    )
    StepDone.objects.filter(pk=done.pk).update(person=person)
    fact = Begun(street=street.pk, person=person.pk)
    record(fact, by=by, about=[About("area", street.pk), About("person", person.pk)])
    return account


@transaction.atomic
def mark_step(*, by: Actor, step: str, done: bool) -> None:
    """Say that a step is done, or that it is not.

    Raises:
        Refused: `not_allowed`, `no_such_step`.
    """
    require("setup.build", by)
    if step not in STEP_KEYS:
        raise Refused("no_such_step")
    if done:
        given = {"person_id": by.person, "at": timezone.now()}
        changed = StepDone.objects.get_or_create(step=step, defaults=given)[1]
    else:
        changed = bool(StepDone.objects.filter(step=step).delete()[0])
    if changed:
        record(StepMarked(step=step, done=done), by=by, about=[])


@transaction.atomic
def publish_starter(*, by: Actor, street: Area) -> Matrix:
    """Put the starter matrix in force in a street, with its categories; a person does this, having read what it means.

    Raises:
        Refused: `not_allowed`; `matrix_there`, when the street has a matrix of its own in force.
    """
    require("setup.build", by)
    street = Area.objects.select_for_update(of=("self",)).get(pk=street.pk, level=Level.STREET)
    if matrix_of(street) is not None:
        raise Refused("matrix_there")
    found = enter_categories(by=by, groups=starter.groups(), rows=starter.category_rows())
    lines = [starter.line_given(row, found) for row in starter.matrix()]
    return publish_matrix(by=by, name=NAME, source=SOURCE, lines=lines, street=street)


@dataclass(frozen=True)
class Slip:
    """What is handed to one person on paper."""

    name: str
    organisation: str
    title: str
    username: str
    password: str


@transaction.atomic
def give_start_passwords(*, by: Actor, accounts: Sequence[int]) -> list[Slip]:
    """Give people who have never signed in a start password each, to be changed at the first sign-in.

    A second slip ends the first one. The passwords are kept nowhere but hashed: only the paper has them.

    Raises:
        Refused: `not_allowed`; `nobody_waits`, when all of them have signed in.
    """
    require("setup.build", by)
    slips = []
    for account, mandate in without_slip(by).items():
        if accounts and account.pk not in accounts:
            continue
        word = "".join(secrets.choice(ALPHABET) for _ in range(PASSWORD_LENGTH))
        set_password(by=by, account=account, password=word, must_change=True)
        slips.append(
            Slip(
                account.person.name,
                str(mandate.organisation),
                mandate.title,
                account.username,
                word,
            )
        )
    if not slips:
        raise Refused("nobody_waits")
    record(SlipsPrinted(number=len(slips)), by=by, about=[])
    return slips
