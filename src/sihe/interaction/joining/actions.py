"""Somebody says that they live here; a grid worker or a grown-up of the household says whether it is so."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sihe.interaction.accounts.actions import account_of, draw
from sihe.interaction.accounts.queries import households_at, members
from sihe.interaction.joining import rules as _rules  # noqa: F401  (registers the rules)
from sihe.interaction.joining.facts import MembershipAnswered, MembershipAsked
from sihe.interaction.joining.models import MembershipRequest, RequestState
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import SYSTEM, About, Actor
from sihe.kernel.journal.actions import record
from sihe.kernel.people.actions import begin_residence, enter_person
from sihe.kernel.people.models import Account, Person, ResidenceKind
from sihe.kernel.places.models import Dwelling
from sihe.kernel.privacy.crypto import blind_index

SECRET, NAME_MOST = 12, 40


@transaction.atomic
def ask(
    *, by: Actor, dwelling: Dwelling, name: str, phone: str = "", old_enough: bool = False,
    at: datetime | None = None,
) -> tuple[MembershipRequest, str]:  # fmt: skip
    """Ask to be counted to who lives in a dwelling; return the wish and the word to come back with.

    Nothing tells whether anybody lives there or is called so.

    Raises:
        Refused: `not_allowed`, `own_name_missing`, `own_name_long`, `age_unsaid`.
    """
    require("accounts.open", by)
    tidy = " ".join(name.split())
    if not tidy:
        raise Refused("own_name_missing", field="name")
    if len(tidy) > NAME_MOST:
        raise Refused("own_name_long", field="name", most=NAME_MOST)
    if not old_enough:
        raise Refused("age_unsaid", field="old_enough")
    moment, secret = at or timezone.now(), draw(SECRET)
    made = MembershipRequest.objects.create(
        dwelling=dwelling, name=tidy, phone=phone, secret=blind_index(secret), at=moment
    )
    fact = MembershipAsked(request=made.pk)
    record(fact, by=by, about=[About("dwelling", dwelling.pk)], at=moment)
    return made, secret


@transaction.atomic
def answer(
    *, by: Actor, request: MembershipRequest, confirmed: bool, at: datetime | None = None
) -> MembershipRequest:
    """Say whether it is so. Confirmed, they are the member of that name, or a new one from today on.

    Raises:
        Refused: `not_allowed`; `request_answered`; `came_in_already`, when the member of that name has come in
            already: a lost phone is a matter for the desk.
    """
    locked = MembershipRequest.objects.select_for_update(of=("self",)).select_related(
        "dwelling__building"
    )
    fresh = locked.get(pk=request.pk)
    require("joining.answer", by, fresh)
    if fresh.state != RequestState.WAITING:
        raise Refused("request_answered")
    moment = at or timezone.now()
    if confirmed:
        fresh.person = _member(fresh, moment)
    fresh.state = RequestState.CONFIRMED if confirmed else RequestState.REFUSED
    fresh.decided_at, fresh.decided_by_id = moment, by.person
    fresh.save()
    fact = MembershipAnswered(request=fresh.pk, confirmed=confirmed)
    record(fact, by=by, about=[About("dwelling", fresh.dwelling_id)], at=moment)
    return fresh


@transaction.atomic
def open_by_request(*, by: Actor, secret: str, at: datetime | None = None) -> Account:
    """Open the account of who was confirmed, once, with the word that they were given when they asked.

    Raises:
        Refused: `not_allowed`; `not_confirmed`; `too_young`.
    """
    require("accounts.open", by)
    rows = MembershipRequest.objects.filter(secret=blind_index(secret), opened_at=None)
    found = rows.filter(state=RequestState.CONFIRMED).select_related("person").first()
    if found is None or found.person is None:
        raise Refused("not_confirmed")
    account = account_of(found.person)
    if not rows.filter(pk=found.pk).update(opened_at=at or timezone.now()):
        raise Refused("not_confirmed")
    return account


def _member(request: MembershipRequest, at: datetime) -> Person:
    """Return the member of the dwelling who is called so, or enter them as one."""
    households = households_at(request.dwelling)
    here = [member for home in households for member in members(home)]
    same = [m for m in here if m.person.name == request.name]
    if any(m.has_account for m in same):
        raise Refused("came_in_already")
    if same:
        return same[0].person
    kind = here[0].spell.kind if here else ResidenceKind.TENANT
    made = enter_person(by=SYSTEM, name=request.name, phone=request.phone)
    begin_residence(
        by=SYSTEM, person=made, dwelling=request.dwelling, kind=kind, since=timezone.localdate(at)
    )
    return made
