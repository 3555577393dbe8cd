"""Coming in again by a code to the phone or by a word of one's own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from sihe.interaction.accounts.actions import end_access
from sihe.interaction.accounts.tests.homes import Home
from sihe.interaction.accounts.tests.test_slips import refused
from sihe.interaction.entering import actions, sending
from sihe.interaction.entering.models import Pin, SignInCode
from sihe.kernel.facts import RESIDENT
from sihe.kernel.notices.senders import Outcome

PHONE, UNKNOWN = "13800001111", "13800009999"


def code_to(phone: str) -> tuple[SignInCode, str]:
    made = actions.new_code(by=RESIDENT, phone=phone)
    return made, actions.digits_of(made)


def test_a_code_opens_once(home: Home) -> None:
    account = home.opened("mother")
    _made, digits = code_to(PHONE)
    told: dict[str, Any] = {"by": RESIDENT, "phone": PHONE, "digits": digits}
    assert actions.open_by_code(**told) == account
    assert refused(actions.open_by_code, **told) == "code_wrong"


def test_a_code_is_kept_nowhere(home: Home) -> None:
    home.opened("mother")
    _made, digits = code_to(PHONE)
    row = SignInCode.objects.values("nonce", "phone_index").get()
    assert digits not in str(row) and PHONE not in str(row) and len(digits) == 6


def test_only_the_newest_code_counts_and_not_for_long(home: Home) -> None:
    home.opened("mother")
    (_old, first), (new, second) = code_to(PHONE), code_to(PHONE)
    told: dict[str, Any] = {"by": RESIDENT, "phone": PHONE}
    if first != second:
        assert refused(actions.open_by_code, **told, digits=first) == "code_wrong"
    late = new.valid_until + timedelta(seconds=1)
    assert refused(actions.open_by_code, **told, digits=second, at=late) == "code_wrong"
    assert new.valid_until - new.at == timedelta(minutes=5)
    assert actions.open_by_code(**told, digits=second)


def test_a_phone_of_nobody_or_of_two_opens_nothing(home: Home) -> None:
    _made, digits = code_to(UNKNOWN)
    told: dict[str, Any] = {"by": RESIDENT, "digits": digits}
    assert refused(actions.open_by_code, **told, phone=UNKNOWN) == "code_wrong"
    home.opened("mother")
    home.add("aunt", "王二", 50, phone=PHONE)
    home.opened("aunt")
    made, digits = code_to(PHONE)
    assert made.account is None
    assert refused(actions.open_by_code, by=RESIDENT, phone=PHONE, digits=digits) == "code_wrong"


class Fake:
    """A sender that notes what it was to send."""

    name, field, audiences = "fake", "phone", frozenset({"resident"})

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []

    def missing(self) -> list[str]:
        return []

    def send(self, to: str, text: str) -> Outcome:
        self.sent.append((to, text))
        return Outcome(True)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    made = Fake()
    monkeypatch.setattr(sending, "enabled", lambda audience: ["fake"])
    monkeypatch.setattr(sending, "sender", lambda name: made)
    return made


def test_sent_to_the_phone_of_the_account_and_to_nobody_else(home: Home, fake: Fake) -> None:
    home.opened("mother")
    made, digits = code_to(PHONE)
    sending.send_code.func(made.pk)
    assert fake.sent[0][0] == PHONE and digits in fake.sent[0][1]
    unknown, _digits = code_to(UNKNOWN)
    sending.send_code.func(unknown.pk)
    SignInCode.objects.filter(pk=made.pk).update(valid_until=timezone.now())
    sending.send_code.func(made.pk)
    assert len(fake.sent) == 1


def test_a_word_of_ones_own(home: Home) -> None:
    account = home.opened("mother")
    mother: dict[str, Any] = {"by": home.actor("mother"), "person": home.people["mother"]}
    for bad in ("12345", "111111", "1" * 41):
        assert refused(actions.set_pin, **mother, word=bad) == "pin_short"
    actions.set_pin(**mother, word="820417")
    assert "820417" not in str(Pin.objects.values().get())
    assert actions.open_by_pin(by=RESIDENT, phone=PHONE, word="820417") == account
    assert refused(actions.open_by_pin, by=RESIDENT, phone=PHONE, word="820418") == "pin_wrong"
    assert refused(actions.open_by_pin, by=RESIDENT, phone=UNKNOWN, word="820417") == "pin_wrong"
    father: dict[str, Any] = {"by": home.actor("mother"), "person": home.people["father"]}
    assert refused(actions.set_pin, **father, word="820417") == "not_allowed"
    home.opened("father")
    father["by"] = home.actor("father")
    assert refused(actions.set_pin, **father, word="820417") == "phone_unknown"


def test_signed_out_everywhere_the_word_is_gone(home: Home) -> None:
    home.opened("mother")
    mother: dict[str, Any] = {"by": home.actor("mother"), "person": home.people["mother"]}
    actions.set_pin(**mother, word="820417")
    end_access(**mother)
    assert not Pin.objects.exists()
    actions.set_pin(**mother, word="820417")
    actions.set_pin(**mother, word="")
    assert not Pin.objects.exists()
