"""Appointing a colleague, and a sign-in issued anew: two colleagues vouch in person, then a word is given out."""

import secrets
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from sihe.kernel.access.models import Role
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import may, require
from sihe.kernel.facts import SYSTEM, About, Actor
from sihe.kernel.journal.actions import record
from sihe.kernel.organisations.actions import give_mandate
from sihe.kernel.organisations.models import Mandate, Organisation
from sihe.kernel.people.actions import enter_person, open_account, set_password
from sihe.kernel.people.models import Account
from sihe.kernel.people.queries import current
from sihe.kernel.places.models import Area, Compound
from sihe.kernel.responsibilities.queries import number
from sihe.teams.appointments.facts import ReissueAsked, Reissued, StartPasswordChanged
from sihe.teams.appointments.models import Reissue
from sihe.teams.appointments.queries import one_named, unchanged_start
from sihe.teams.appointments.rules import Post

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that old eyes or handwriting mix up


@transaction.atomic
def appoint(
    *, by: Actor, who: str, username: str, organisation: Organisation, role: Role, title: str,
    area: Area | None = None, compound: Compound | None = None, since: date | None = None,
    until: date | None = None,
) -> tuple[Mandate, str]:  # fmt: skip
    """Give a mandate to who has that name or sign-in name; with a new sign-in name to a new colleague.

    Returns the mandate and, for a new colleague, their start password, which is kept nowhere else.

    Raises:
        Refused: `not_allowed`; `nobody_of_name`; `several_people`; as `give_mandate` and `open_account`.
    """
    require("mandates.edit", by, organisation)
    word = ""
    if username:
        # who may give the mandate may bring a new colleague for it
        person = enter_person(by=SYSTEM, name=who)
        word = start_word()
        open_account(by=SYSTEM, person=person, username=username, password=word)
    else:
        person = one_named(by, who)
    mandate = give_mandate(
        by=by, person=person, organisation=organisation, role=role, title=title, area=area,
        compound=compound, since=since, until=until,
    )  # fmt: skip
    return mandate, word


@transaction.atomic
def vouch(
    *, by: Actor, account: Account, in_person: bool, at: datetime | None = None
) -> tuple[Reissue, str]:
    """Vouch that the holder of an account stands before one; the second colleague gets the start password.

    The second vouching within the time ends all sessions and the second step (TOTP, spare codes). The word is
    returned once and kept nowhere but as a hash; for the first colleague it is empty.

    Raises:
        Refused: `not_allowed` (out of reach, or one's own); `not_in_person`; `account_closed`;
            `vouched_already`, by the same one; `too_many_reissues`.
    """
    require("accounts.reissue", by, _post(by, account))
    now = at or timezone.now()
    account = (
        Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)
    )
    if not in_person:
        raise Refused("not_in_person", field="in_person")
    if not account.is_active:
        raise Refused("account_closed")
    waiting = Reissue.objects.filter(
        account=account, second__isnull=True, expires_at__gt=now
    ).first()
    if waiting is None:
        return _asked(by, account, now), ""
    if waiting.first_id == by.person:
        raise Refused("vouched_already")
    return _given(by, account, waiting, now)


@transaction.atomic
def password_changed(*, account: Account, at: datetime | None = None) -> None:
    """Note that the holder chose a password of their own; without a start password nothing happens."""
    found = unchanged_start(account.pk)
    if found is None:
        return
    found.changed_at = at or timezone.now()
    found.save(update_fields=["changed_at"])
    by = Actor(kind="staff", person=account.person_id)
    fact = StartPasswordChanged(reissue=found.pk, person=account.person_id)
    record(fact, by=by, about=_about(found, account))


def start_word() -> str:
    """Return a start password: 15 letters and digits, 74 bit."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(3))


def _post(by: Actor, account: Account) -> Post:
    """Return the post for which `by` may vouch; any, when there is none, so that the rule says no."""
    rows = Mandate.objects.filter(current(), person=account.person_id, standing_in_for__isnull=True)
    posts = [
        Post(account.person, one)
        for one in Organisation.objects.filter(pk__in=rows.values("organisation")).order_by("pk")
    ]
    if not posts:
        raise Refused("not_allowed", permission="accounts.reissue")
    return next((p for p in posts if may("accounts.reissue", by, p)), posts[0])


def _asked(by: Actor, account: Account, now: datetime) -> Reissue:
    day_ago, most = now - timedelta(days=1), number("appointments.reissues_a_day").value
    if Reissue.objects.filter(account=account, asked_at__gt=day_ago).count() >= most:
        raise Refused("too_many_reissues", most=most)
    made = Reissue.objects.create(
        account=account, first_id=by.person or 0, asked_at=now,
        expires_at=now + timedelta(minutes=number("appointments.reissue_minutes").value),
    )  # fmt: skip
    fact = ReissueAsked(reissue=made.pk, person=account.person_id)
    record(fact, by=by, about=_about(made, account), at=now)
    return made


def _given(by: Actor, account: Account, waiting: Reissue, now: datetime) -> tuple[Reissue, str]:
    word = start_word()
    # every session of the account ends with its old password; who may has been checked by both vouchings
    set_password(by=SYSTEM, account=account, password=word, must_change=True)
    Authenticator.objects.filter(user=account).delete()
    waiting.second_id, waiting.given_at = by.person, now
    waiting.expires_at = now + timedelta(hours=number("appointments.slip_hours").value)
    waiting.save(update_fields=["second", "given_at", "expires_at"])
    fact = Reissued(reissue=waiting.pk, person=account.person_id)
    record(fact, by=by, about=_about(waiting, account), at=now)
    return waiting, word


def _about(reissue: Reissue, account: Account) -> list[About]:
    return [About("reissue", reissue.pk), About("person", account.person_id)]
