"""What every way of coming in shares: the account of a person, and drawing what cannot be guessed."""

import secrets
from datetime import datetime
from typing import Final

from django.contrib.sessions.models import Session
from django.utils import timezone

from sihe.interaction.accounts.models import Pin
from sihe.interaction.accounts.rules import is_child
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT, About
from sihe.kernel.facts.accounts import AccountOpened
from sihe.kernel.journal.actions import record
from sihe.kernel.people.models import Account, Person

LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without what is mistaken for something else when read aloud or off a slip: I, L, O, 0, 1."""


def draw(length: int, letters: str = LETTERS) -> str:
    """Draw so many letters that nobody can foresee."""
    return "".join(secrets.choice(letters) for _ in range(length))


def account_of(person: Person, way: str, at: datetime | None = None) -> Account:
    """Return the account of a person, opened when there was none; inside the caller's transaction.

    One that was closed is opened without its old password: it was a member of staff's.

    Raises:
        Refused: `too_young`, for who is known to be below 14.
    """
    if is_child(person):
        raise Refused("too_young")
    account = Account.objects.filter(person=person).first()
    if account is not None and account.is_active:
        return account
    if account is None:
        account = Account.objects.create_user(f"resident-{person.pk}", person=person)
    else:
        account.is_active = True
        account.set_unusable_password()
        account.save(update_fields=["is_active", "password"])
    record(AccountOpened(way=way), by=RESIDENT, about=[About("person", person.pk)], at=at)
    return account


def sign_out_everywhere(account: Account) -> None:
    """End every session of an account and forget its own word.

    A session ends with the password it began under. Somebody who also works here keeps their password, so
    theirs are looked for one by one.
    """
    Pin.objects.filter(account=account).delete()
    if not account.has_usable_password():
        account.set_unusable_password()
        account.save(update_fields=["password"])
        return
    rows = Session.objects.filter(expire_date__gte=timezone.now())
    own = [s.pk for s in rows.iterator() if s.get_decoded().get("_auth_user_id") == str(account.pk)]
    Session.objects.filter(pk__in=own).delete()
