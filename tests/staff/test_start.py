"""The front page, the start page and the persona switch; the rail; the record; signing in."""

import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.test.utils import override_settings

from sihe.intelligence.desks import personas
from sihe.intelligence.desks.personas import Persona
from sihe.intelligence.desks.words import FACTS
from sihe.interaction.handling import actions as handling
from sihe.kernel.facts import base
from sihe.kernel.journal.telling import told_facts
from sihe.kernel.notices.models import Notice
from sihe.kernel.people.models import Account
from tests.staff.factories import in_state, reported, taken
from tests.staff.test_pages import cost
from tests.world import PASSWORD, World


@pytest.fixture
def demo(world: World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo with two sample people, and a real account that bears a sample person's name."""
    settings.DEMO = True
    monkeypatch.setattr(personas, "_personas", {})
    personas.register(
        Persona("director", "居委会", "示例", PASSWORD),
        Persona("manager", "物业", "示例", PASSWORD, "/matters/"),
        Persona("leader", "街道", "示例", PASSWORD),
    )
    for username in ("director", "manager"):
        account = Account.objects.get(username=username)
        account.set_password(PASSWORD)
        account.save()


def test_the_root_leads_staff_to_their_desk_and_residents_to_their_acts(
    world: World, client: Client
) -> None:
    page = client.get("/").content.decode()
    assert "上报问题" in page and "查进度" in page and "工作人员登录" in page
    assert world.login(client, "director").get("/").headers["Location"] == "/desk/"


def test_one_click_makes_one_a_sample_person(world: World, client: Client, demo: None) -> None:
    page = client.get("/start/").content.decode()
    assert "物业" in page and "八件事，试一试" in page
    answer = client.post("/start/as/", {"persona": "manager"})
    assert answer.headers["Location"] == "/matters/"
    assert client.get("/desk/").context["mandate"] == world.mandates["manager"]
    client.post("/start/as/", {"persona": "director", "next": "/desk/"})
    assert client.get("/desk/").context["mandate"] == world.mandates["director"]
    client.post("/start/as/", {"persona": ""})
    assert client.get("/desk/").status_code == 302


def test_the_switch_knows_only_sample_people(world: World, client: Client, demo: None) -> None:
    # "leader" is listed, but its account has another password than the sample's: it is somebody's own
    for username in ("leader", "admin", "nobody", "director' or 1=1"):
        assert client.post("/start/as/", {"persona": username}).status_code == 404
    Account.objects.filter(username="manager").update(is_active=False)
    assert client.post("/start/as/", {"persona": "manager"}).status_code == 404
    assert client.get("/desk/").status_code == 302


def test_the_switch_goes_nowhere_else(world: World, client: Client, demo: None) -> None:
    for away in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        answer = client.post("/start/as/", {"persona": "director", "next": away})
        assert answer.headers["Location"] == "/desk/"


@override_settings(DEMO=False)
def test_outside_the_demo_there_is_no_switch(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(personas, "_personas", {})
    personas.register(Persona("director", "居委会", "示例", PASSWORD))
    assert client.post("/start/as/", {"persona": "director"}).status_code == 404
    assert client.post("/start/as/", {"persona": ""}).status_code == 404
    page = client.get("/start/").content.decode()
    assert "start/as" not in page and "八件事" not in page
    assert client.get("/desk/").status_code == 302
    assert not django_settings.DEMO


def test_the_switch_is_no_link(world: World, client: Client, demo: None) -> None:
    assert client.get("/start/as/?persona=director").status_code == 405


def test_the_figures_are_those_of_the_street(world: World, client: Client, demo: None) -> None:
    from django.core.cache import cache

    cache.clear()
    reported(world, "lift")
    in_state(world, "closed")
    page = client.get("/start/").content.decode()
    assert "件事没人负责，1 件正在商量归谁" in page and "100%" in page
    assert "队伍保障" not in page.split("<main")[1] and "应急准备" not in page.split("<main")[1]
    cache.clear()


def rail(client: Client, address: str = "/desk/") -> str:
    """Return the rail's words and addresses."""
    page = client.get(address).content.decode()
    return page.split('<nav class="rail"')[1].split("</nav>")[0]


RAILS = {
    "director": (
        {"/desk/", "/matters/", "/triage/", "/intake/key/", "/notices/to-tell/"},
        {"/journal/"},
    ),
    "grid_worker": ({"/desk/", "/quick/", "/matters/"}, {"/triage/", "/journal/"}),
    "manager": ({"/desk/", "/matters/"}, {"/triage/", "/intake/key/", "/notices/to-tell/"}),
    "leader": ({"/desk/", "/journal/", "/all/#settings"}, set()),
    "home_manager": ({"/desk/", "/matters/"}, {"/quick/", "/intake/key/"}),
}


@pytest.mark.parametrize("who", RAILS)
def test_the_rail_shows_ones_own_work_and_only_what_opens(
    world: World, client: Client, who: str
) -> None:
    words = rail(world.login(client, who))
    there, not_there = RAILS[who]
    assert all(f'href="{address}"' in words for address in there)
    assert not any(f'href="{address}"' in words for address in not_there)
    addresses = set(re.findall(r'href="(/[^"#]*)', words))
    opened = {address: client.get(address).status_code for address in addresses}
    assert set(opened.values()) <= {200, 302}, opened
    assert "应急准备" not in words  # what is not built is absent


def test_the_rail_counts_unread_notices_and_costs_one_query(world: World, client: Client) -> None:
    Notice.objects.create(
        person=world.people["director"], code="x", url="/", about_kind="matter", about_id=1, entry=1,
        at="2026-11-20T10:00+08:00",
    )  # fmt: skip
    world.login(client, "director")
    assert '<span class="num">1</span>' in rail(client)
    assert cost(client, "/me/") <= 3  # the account, its mandates, the unread notices


def test_all_functions_and_ones_own_page(world: World, client: Client) -> None:
    world.login(client, "leader")
    page = client.get("/all/").content.decode()
    assert "互动共治" in page and "信息支撑" in page and "操作记录" in page
    page = client.get("/me/").content.decode()
    assert "示例街道主任" in page and "改密码" in page and "退出登录" in page
    client.logout()
    assert client.get("/all/").status_code == client.get("/me/").status_code == 302


def test_the_record_is_for_those_who_may_read_it(world: World, client: Client) -> None:
    for who in ("director", "manager", "stranger"):
        assert world.login(client, who).get("/journal/").status_code == 404
        assert client.post("/journal/verify/").status_code == 404
    client.logout()
    assert client.get("/journal/").status_code == 302


def test_the_record_tells_in_sentences_and_keeps_free_words_out(
    world: World, client: Client
) -> None:
    matter = taken(world)
    handling.add_note(by=world.actor("manager"), matter=matter, text="王女士家住501")
    world.login(client, "leader")
    page = client.get("/journal/").content.decode()
    assert "花园物业接下负责" in page and matter.code in page and "王女士" not in page
    assert "matters." not in page and "handovers." not in page
    only = client.get("/journal/?kind=handovers").content.decode()
    assert "接下负责" in only and "开始办理" not in only
    assert "没有这样的记录" in client.get("/journal/?q=ZZZZZ").content.decode()
    for query in (
        "before=abc",
        "before=0",
        "day=2026-99-99",
        "day=%00",
        "kind=%27",
        "q=%F0%9F%98%80",
    ):
        assert client.get(f"/journal/?{query}").status_code == 200


def test_the_record_pages_backwards(world: World, client: Client) -> None:
    matter = taken(world)
    for number in range(60):
        handling.add_note(by=world.actor("manager"), matter=matter, text=f"进展{number}")
    world.login(client, "leader")
    first = client.get("/journal/")
    rest = client.get(f"/journal/?before={first.context['older']}")
    numbers = [line["seq"] for page in (first, rest) for line in page.context["lines"]]
    assert numbers == sorted(numbers, reverse=True) and len(set(numbers)) == len(numbers) > 60


def test_the_button_says_whether_the_record_is_sound(world: World, client: Client) -> None:
    reported(world)
    world.login(client, "leader")
    client.post("/journal/verify/")
    assert "没有改过" in client.get("/journal/").content.decode()


def test_every_fact_can_be_read(db: None) -> None:
    known = set(base._classes)
    assert len(known) > 30
    unread = (
        known - told_facts("staff") - set(FACTS) - {name for name in known if ".tests." in name}
    )
    assert {name for name in unread if not name.startswith("test_")} == set()


def test_who_signs_in_reaches_the_desk(world: World, client: Client) -> None:
    account = Account.objects.get(username="director")
    account.set_password(PASSWORD)
    account.save()
    page = client.get("/accounts/login/").content.decode()
    assert "登录名" in page and "密码" in page
    wrong = client.post("/accounts/login/", {"login": "director", "password": "wrong-password"})
    assert wrong.status_code == 200 and 'value="director"' in wrong.content.decode()
    right = client.post("/accounts/login/", {"login": "director", "password": PASSWORD})
    assert right.headers["Location"] == "/desk/"


ACCOUNT_PAGES = (
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/logout/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/inactive/",
)


@pytest.mark.parametrize("address", ACCOUNT_PAGES)
def test_account_pages_wear_the_look_and_speak_chinese(
    world: World, client: Client, address: str
) -> None:
    if "signup" not in address:
        world.login(client, "director")
    page = client.get(address, follow=True)
    text = page.content.decode()
    assert page.status_code == 200 and 'class="skip"' in text
    body = re.sub(r"<[^>]+>", " ", text.split("<main")[1])
    assert not re.findall(r"\b(?:Password|Sign|Your|the)\b", body)
