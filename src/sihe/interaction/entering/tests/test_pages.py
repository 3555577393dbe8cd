"""The pages of coming in again."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from sihe.interaction.accounts.tests.homes import Home
from sihe.interaction.accounts.tests.test_pages import come_in, text_of
from sihe.interaction.entering import actions, sending, views
from sihe.interaction.entering.models import SignInCode
from sihe.interaction.entering.retention import erase_codes
from sihe.interaction.entering.tests.test_entering import PHONE, UNKNOWN, Fake


@pytest.fixture(autouse=True)
def _uncounted() -> None:
    cache.clear()


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """A sender that is on, and codes that are sent at once instead of in the background."""
    made = Fake()
    monkeypatch.setattr(sending, "enabled", lambda audience: ["fake"])
    monkeypatch.setattr(sending, "sender", lambda name: made)
    now = type("Now", (), {"enqueue": staticmethod(sending.send_code.func)})
    monkeypatch.setattr(views, "send_code", now)
    return made


def test_without_a_sender_there_is_no_such_way(home: Home, client: Client) -> None:
    assert client.get("/in/code/").status_code == 404
    assert "用手机号登录" not in text_of(client.get("/in/"))


def test_in_by_a_code(home: Home, client: Client, fake: Fake) -> None:
    home.opened("mother")
    assert "用手机号登录" in text_of(client.get("/in/"))
    client.post("/in/code/", {"phone": PHONE})
    digits = fake.sent[0][1].split("是 ")[1][:6]
    assert client.post("/in/code/", {"phone": PHONE, "digits": digits})["Location"] == "/my/"
    assert "王秀英" in text_of(client.get("/my/"))


def test_the_answer_is_the_same_whether_the_phone_is_known(
    home: Home, client: Client, fake: Fake
) -> None:
    home.opened("mother")
    pages = []
    for phone in (PHONE, UNKNOWN):
        sent = text_of(client.post("/in/code/", {"phone": phone}))
        wrong = text_of(client.post("/in/code/", {"phone": phone, "digits": "x"}))
        pages.append((sent.replace(phone, ""), wrong.replace(phone, "")))
    assert pages[0] == pages[1]
    assert [to for to, _text in fake.sent] == [PHONE]


def test_codes_and_tries_are_counted(home: Home, client: Client, fake: Fake) -> None:
    home.opened("mother")
    codes = [client.post("/in/code/", {"phone": PHONE}).status_code for _turn in range(6)]
    assert codes == [200] * 5 + [429] and len(fake.sent) == 5
    wrong: dict[str, Any] = {"phone": PHONE, "digits": "abc"}
    tries = [client.post("/in/code/", wrong).status_code for _turn in range(11)]
    assert tries == [200] * 10 + [429]
    newest = SignInCode.objects.latest("pk")
    right = {"phone": PHONE, "digits": actions.digits_of(newest)}
    assert client.post("/in/code/", right).status_code == 429


def test_a_word_is_set_used_counted_and_taken_away(home: Home, client: Client) -> None:
    come_in(home, "mother", client)
    client.post("/my/pin/", {"word": "123"})
    assert "口令至少6位" in text_of(client.get("/my/"))
    client.post("/my/pin/", {"word": "820417"})
    other = Client()
    assert other.post("/in/pin/", {"phone": PHONE, "word": "820417"})["Location"] == "/my/"
    stranger = Client()
    wrong = {"phone": PHONE, "word": "820418"}
    tries = [stranger.post("/in/pin/", wrong).status_code for _turn in range(11)]
    assert tries == [200] * 10 + [429]
    client.post("/my/pin/", {"word": ""})
    cache.clear()
    assert stranger.post("/in/pin/", {"phone": PHONE, "word": "820417"}).status_code == 200


def test_signed_out_everywhere_on_all_phones(home: Home, client: Client) -> None:
    come_in(home, "mother", client)
    client.post("/my/pin/", {"word": "820417"})
    other = Client()
    other.post("/in/pin/", {"phone": PHONE, "word": "820417"})
    client.post("/my/everywhere/")
    for each in (client, other):
        assert each.get("/my/")["Location"] == "/in/"
    assert Client().post("/in/pin/", {"phone": PHONE, "word": "820417"}).status_code == 200


def test_codes_are_erased(home: Home) -> None:
    made = actions.new_code(by=home.actor("mother"), phone=PHONE)
    assert erase_codes(made.valid_until) == 0
    assert erase_codes(timezone.now() + (made.valid_until - made.at) * 2) == 1
