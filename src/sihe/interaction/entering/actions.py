"""Coming in again: by a code to the phone, or by a word of one's own."""

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from sihe.interaction.accounts.actions import draw
from sihe.interaction.accounts.queries import tidy
from sihe.interaction.entering.models import Pin, SignInCode, WechatLink
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import Actor
from sihe.kernel.people.models import Account, Person
from sihe.kernel.privacy.crypto import blind_index
from sihe.kernel.responsibilities.queries import number

CODE_DIGITS: Final = 6
PIN_LEAST, PIN_MOST = 6, 40


@transaction.atomic
def new_code(*, by: Actor, phone: str, at: datetime | None = None) -> SignInCode:
    """Make a code for a phone; one is made, and the answer the same, whether anybody is known by it or not.

    Raises:
        Refused: `not_allowed`.
    """
    require("accounts.open", by)
    moment, index = at or timezone.now(), blind_index(phone)
    minutes = number("entering.code_minutes").value
    return SignInCode.objects.create(
        nonce=draw(24), account=_only(_by_phone(index)), phone_index=index, at=moment,
        valid_until=moment + timedelta(minutes=minutes),
    )  # fmt: skip


def digits_of(code: SignInCode) -> str:
    """Return the six digits of a code: drawn from its nonce with this installation's key, kept nowhere."""
    return f"{int(blind_index(f'sign in {code.nonce}'), 16) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


@transaction.atomic
def open_by_code(*, by: Actor, phone: str, digits: str, at: datetime | None = None) -> Account:
    """Return the account of who typed the newest code that was sent to their phone; it counts once.

    The caller counts wrong tries.

    Raises:
        Refused: `not_allowed`; `code_wrong`, whether it is wrong, over, used or of nobody.
    """
    require("accounts.open", by)
    moment = at or timezone.now()
    rows = SignInCode.objects.filter(phone_index=blind_index(phone), valid_until__gt=moment)
    newest = rows.select_related("account").order_by("-pk").first()
    fits = newest is not None and hmac.compare_digest(digits_of(newest), tidy(digits))
    if newest is None or not fits or newest.account is None or not newest.account.is_active:
        raise Refused("code_wrong", field="digits")
    if not SignInCode.objects.filter(pk=newest.pk, used_at=None).update(used_at=moment):
        raise Refused("code_wrong", field="digits")
    return newest.account


@transaction.atomic
def set_pin(*, by: Actor, person: Person, word: str, at: datetime | None = None) -> None:
    """Set a word of one's own to come in with; an empty one takes it away.

    Raises:
        Refused: `not_allowed`; `pin_short`; `phone_unknown`, since one comes in with phone and word.
    """
    require("accounts.own", by, person)
    account = Account.objects.get(person=person)
    if not word:
        Pin.objects.filter(account=account).delete()
        return
    if not PIN_LEAST <= len(word) <= PIN_MOST or len(set(word)) < 3:
        raise Refused("pin_short", field="word", least=PIN_LEAST)
    if not person.phone_index:
        raise Refused("phone_unknown", field="word")
    moment = at or timezone.now()
    Pin.objects.update_or_create(
        account=account, defaults={"word": make_password(word), "set_at": moment}
    )


def forget_pin(account: Account) -> None:
    """Take away an account's word and its WeChat, when a resident is signed out everywhere."""
    Pin.objects.filter(account=account).delete()
    WechatLink.objects.filter(account=account).delete()


def open_by_pin(*, by: Actor, phone: str, word: str) -> Account:
    """Return the account of who knows its word; the caller counts wrong tries.

    A word is checked, and takes its time, even where nobody is known by the phone.

    Raises:
        Refused: `not_allowed`; `pin_wrong`.
    """
    require("accounts.open", by)
    known = list(Pin.objects.filter(account__in=_by_phone(blind_index(phone)))[:5])
    for pin in known:
        if check_password(word, pin.word):
            return pin.account
    if not known:
        make_password(word)
    raise Refused("pin_wrong", field="word")


@transaction.atomic
def link_wechat(*, by: Actor, person: Person, openid: str, at: datetime | None = None) -> None:
    """Let somebody come in by their WeChat; `openid` is the keyed hash. An empty one parts the two.

    Raises:
        Refused: `not_allowed`; `wechat_taken`, when it opens another's account.
    """
    require("accounts.own", by, person)
    account = Account.objects.get(person=person)
    if not openid:
        WechatLink.objects.filter(account=account).delete()
        return
    if WechatLink.objects.filter(openid=openid).exclude(account=account).exists():
        raise Refused("wechat_taken")
    told = {"openid": openid, "at": at or timezone.now()}
    WechatLink.objects.update_or_create(account=account, defaults=told)


def open_by_wechat(*, by: Actor, openid: str) -> Account:
    """Return the account that a WeChat belongs to.

    Raises:
        Refused: `not_allowed`; `wechat_unknown`.
    """
    require("accounts.open", by)
    rows = WechatLink.objects.filter(openid=openid, account__is_active=True)
    found = rows.select_related("account").first() if openid else None
    if found is None:
        raise Refused("wechat_unknown")
    return found.account


def _by_phone(index: str) -> Sequence[Account]:
    if not index:
        return []
    rows = Account.objects.filter(person__phone_index=index, is_active=True)
    return list(rows.order_by("pk")[:5])


def _only(accounts: Sequence[Account]) -> Account | None:
    """Return the account of a phone that one person has; a shared one opens nobody's by a code."""
    return accounts[0] if len(accounts) == 1 else None
