"""The first start: one code, one person, once; wrong codes are slowed; it closes for good."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from sihe.intelligence.setup import actions, starter, starting
from sihe.intelligence.setup.models import StepDone
from sihe.intelligence.setup.tests.factories import FIRST, begun
from sihe.kernel.access.models import Role
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT, SYSTEM
from sihe.kernel.journal.models import Entry
from sihe.kernel.organisations.models import Mandate, Organisation
from sihe.kernel.people.models import Account, Person
from sihe.kernel.places.models import Area
from tests.world import World

pytestmark = pytest.mark.django_db
PAGE = "/setup/first/"
GIVEN = {
    "street": "幸福街道", "office": "", "name": "周敏", "username": "zhoumin",
    "password": "xingfu-street-2026", "again": "xingfu-street-2026",
}  # fmt: skip


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """A data folder of the test's own, and no wrong tries."""
    settings.DATA = tmp_path
    cache.clear()
    return tmp_path


def test_the_code_lies_in_a_file_that_only_its_owner_reads(folder: Path) -> None:
    code = starting.start_code()
    file = folder / "start.code"
    assert file.read_text().strip() == code == starting.start_code()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert starting.is_code(code.lower().replace("-", " ")) and not starting.is_code("")
    assert not starting.is_code(code[:-1] + ("A" if code[-1] != "A" else "B"))


def test_begins_with_the_code_signs_in_and_closes(client: Client, folder: Path) -> None:
    assert client.get(PAGE).status_code == 200
    answer = client.post(PAGE, {**GIVEN, "code": starting.start_code()})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/setup/")
    assert client.get("/setup/").status_code == 200
    assert not (folder / "start.code").exists() and starting.start_code() == ""
    mandate = Mandate.objects.select_related("area", "role", "organisation", "person").get()
    assert (mandate.person.name, str(mandate.area), mandate.organisation.name) == (
        "周敏", "幸福街道", "幸福街道办事处",
    )  # fmt: skip
    assert {"places.edit", "organisations.edit", "mandates.appoint", "accounts.edit"} <= set(
        mandate.role.permissions
    )
    assert Role.objects.count() == len(starter.roles())
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {**GIVEN, "code": "x"}).status_code == 404
    assert "setup.Begun" in Entry.objects.values_list("fact", flat=True)


def test_stays_closed_when_the_account_is_gone_again() -> None:
    begun()
    Account.objects.all().delete()
    assert not starting.is_open()
    with pytest.raises(Refused, match="begun_already"):
        actions.begin(by=SYSTEM, first=FIRST)


def test_is_closed_where_people_are(world: World, client: Client) -> None:
    assert client.get(PAGE).status_code == 404 and starting.start_code() == ""
    with pytest.raises(Refused, match="begun_already"):
        actions.begin(by=SYSTEM, first=FIRST)


def test_nobody_but_the_product_itself_begins() -> None:
    with pytest.raises(Refused, match="not_allowed"):
        actions.begin(by=RESIDENT, first=FIRST)
    assert not StepDone.objects.exists()


def test_of_two_at_once_the_second_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    begun()
    monkeypatch.setattr(starting, "is_open", lambda: True)  # as the second saw it
    with pytest.raises(Refused, match="begun_already"):
        actions.begin(by=SYSTEM, first=FIRST)
    assert Organisation.objects.count() == Person.objects.count() == 1


def test_wrong_codes_are_counted_and_then_even_the_right_one_waits(client: Client) -> None:
    code = starting.start_code()
    for _ in range(5):
        answer = client.post(PAGE, {**GIVEN, "code": "2222-2222-2222"})
        assert answer.status_code == 422 and "起步码不对" in answer.content.decode()
    answer = client.post(PAGE, {**GIVEN, "code": code})
    assert "试得太多了" in answer.content.decode() and not Account.objects.exists()
    other = client.post(PAGE, {**GIVEN, "code": code}, REMOTE_ADDR="10.0.0.9")
    assert other.status_code == 302


def test_many_addresses_together_are_slowed_too(client: Client) -> None:
    code = starting.start_code()
    for n in range(50):
        client.post(PAGE, {**GIVEN, "code": "2222-2222-2222"}, REMOTE_ADDR=f"10.0.1.{n}")
    answer = client.post(PAGE, {**GIVEN, "code": code}, REMOTE_ADDR="10.0.2.1")
    assert "试得太多了" in answer.content.decode() and not Account.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("password", "kurz", "密码太短或太常见"),
        ("again", "anders-anders-1", "两遍密码不一样"),
        ("username", "a b", "登录名用字母"),
        ("street", "", "还没写街道"),
        ("street", "很" * 61, "60"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    client: Client, field: str, value: str, words: str
) -> None:
    given = {**GIVEN, "code": starting.start_code(), field: value}
    answer = client.post(PAGE, given)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Account.objects.exists() and not Area.objects.exists()
    assert 'value="zhoumin"' in answer.content.decode() or field == "username"


def test_who_begins_may_give_every_role() -> None:
    by = begun()
    held = {p for scope in by.scopes for p in scope.permissions}
    assert "mandates.appoint" in held
    assert reverse("setup:first") == PAGE
