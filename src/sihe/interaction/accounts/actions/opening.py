"""What every way of coming in shares: the account of a person, and drawing what cannot be guessed."""

import secrets
from collections.abc import Callable
from typing import Final

from django.contrib.sessions.models import Session
from django.utils import timezone

from sihe.interaction.accounts.rules import is_child
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import SYSTEM
from sihe.kernel.people.actions import open_account, set_password
from sihe.kernel.people.models import Account, Person

LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without what is mistaken for something else when read aloud or off a slip: I, L, O, 0, 1."""

forgetters: Final[list[Callable[[Account], None]]] = []
"""What modules above forget when a resident is signed out everywhere: a word of their own."""


def draw(length: int, letters: str = LETTERS) -> str:
    """Draw so many letters that nobody can foresee."""
    return "".join(secrets.choice(letters) for _ in range(length))


def account_of(person: Person) -> Account:
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
        return open_account(by=SYSTEM, person=person, username=f"resident-{person.pk}")
    account.is_active = True
    account.save(update_fields=["is_active"])
    set_password(by=SYSTEM, account=account, password=None)
    return account


def sign_out_everywhere(account: Account) -> None:
    """End every session of an account, and what modules above let it in with.

    A session ends with the password it began under. Somebody who also works here keeps their password, so
    theirs are looked for one by one.
    """
    for forget in forgetters:
        forget(account)
    if not account.has_usable_password():
        set_password(by=SYSTEM, account=account, password=None)
        return
    rows = Session.objects.filter(expire_date__gte=timezone.now())
    own = [s.pk for s in rows.iterator() if s.get_decoded().get("_auth_user_id") == str(account.pk)]
    Session.objects.filter(pk__in=own).delete()
