"""At the desk, and the page of who looked: who gets in, what is written down, what stays hidden."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from sihe.interaction.handling import actions as handling
from sihe.interaction.owndata import actions
from sihe.interaction.owndata.queries import looks_for
from sihe.interaction.owndata.tests.conftest import NAME, PHONE, WORDS, Tell, ended, joined, of
from sihe.kernel.facts import RESIDENT, About
from sihe.kernel.facts.privacy import Revealed
from sihe.kernel.journal.models import Entry
from sihe.kernel.privacy.actions import reveal
from tests.world import World


def checked(client: Client, code: str, proof: str = PHONE) -> str:
    """Check a resident's identity and return the address of their data."""
    response = client.post("/own-data/", {"code": code, "proof": proof})
    assert response.status_code == 302
    return str(response["Location"])


def test_a_resident_in_person(world: World, tell: Tell, client: Client) -> None:
    made = tell()
    world.login(client, "director")
    address = checked(client, made.matter.code)
    shown = client.get(address)
    html = shown.content.decode()
    assert "138****1234" in html and PHONE not in html and NAME not in html and WORDS in html
    assert shown["Cache-Control"] == "private, no-store"
    looks = list(Entry.objects.filter(fact=Revealed.name).values_list("payload", "person_id"))
    person = world.people["director"].pk
    assert looks == [({"field": "own_page", "purpose": "own_request", "words": None}, person)]
    assert client.post(f"{address}correct/", {"name": "改过", "phone": ""}).status_code == 302
    assert of(made).name == "改过"
    assert client.post(f"{address}erase/").status_code == 302
    assert of(made).phone == "" and "已经要求删除" in client.get(address).content.decode()


def test_a_copy_to_take_along(world: World, tell: Tell, client: Client) -> None:
    made = tell()
    other = joined(made.matter)
    with actions.own_words(other):
        handling.supply(by=RESIDENT, matter=made.matter, text="邻居的话")
    by = world.actor("director")
    handling.add_note(by=by, matter=made.matter, text="内部的话", kind="internal")
    world.login(client, "director")
    address = checked(client, made.matter.code)
    sheet = client.post(f"{address}copy/pdf/")
    assert (
        sheet["Content-Type"] == "application/pdf" and "attachment" in sheet["Content-Disposition"]
    )
    reader = PdfReader(BytesIO(sheet.content))
    text = "".join(page.extract_text() for page in reader.pages).replace("\n", "")
    assert PHONE in text and NAME in text and WORDS in text and "501" in text
    assert any(page.images for page in reader.pages)
    data = json.loads(client.post(f"{address}copy/json/").content)
    assert (data["name"], data["phone"], data["code"]) == (NAME, PHONE, made.matter.code)
    assert data["written"][0]["photos"][0]["jpeg"].startswith("/9j/")
    for kept in (text, json.dumps(data, ensure_ascii=False)):
        assert not any(words in kept for words in ("邻居的话", "内部的话", "13900005678"))
    fields = [
        p["field"]
        for p in Entry.objects.filter(fact=Revealed.name)
        .order_by("seq")
        .values_list("payload", flat=True)
    ]
    assert fields == ["own_page", "copy", "copy"]
    assert client.post(f"{address}copy/exe/").status_code == 404


def test_who_is_not_identified_is_told_why(world: World, tell: Tell, client: Client) -> None:
    made = tell()
    world.login(client, "director")
    for given, words in (
        ({"code": made.matter.code, "proof": "13911112222"}, "对不上"), ({"code": "", "proof": ""}, "还没写编号"),
    ):  # fmt: skip
        html = client.post("/own-data/", given).content.decode()
        assert words in html
    for turn in range(20):
        client.post("/own-data/", {"code": made.matter.code, "proof": f"139000000{turn:02}"})
    stopped = client.post("/own-data/", {"code": made.matter.code, "proof": PHONE})
    assert stopped.status_code == 200 and "过十分钟再来" in stopped.content.decode()
    assert not Entry.objects.filter(fact=Revealed.name).exists()


def test_the_check_is_for_one_person_and_for_a_while(world: World, tell: Tell) -> None:
    made = tell()
    director, leader = (world.login(Client(), who) for who in ("director", "leader"))
    address = checked(director, made.matter.code)
    assert director.get(address).status_code == 200 and leader.get(address).status_code == 404
    assert director.get(address.replace("at/", "at/x")).status_code == 404
    assert Client().get(address).status_code == 302
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        late = director.post(f"{address}erase/")
        assert late["Location"] == "/own-data/" and of(made).phone == PHONE


@pytest.mark.parametrize("persona, status", [("manager", 404), ("keeper", 404), ("stranger", 200)])
def test_who_serves(world: World, tell: Tell, client: Client, persona: str, status: int) -> None:
    made = tell()
    world.login(client, persona)
    response = client.post("/own-data/", {"code": made.matter.code, "proof": PHONE})
    assert response.status_code == status  # who may serve, but not this matter, learns no more
    if status == 200:
        assert "对不上" in response.content.decode()


def test_the_wish_stands_on_the_matters_page(world: World, tell: Tell, client: Client) -> None:
    made = tell()
    erasure = actions.erase(by=RESIDENT, reporter=of(made))
    page = f"/matters/{made.matter.code}/"
    world.login(client, "leader")
    html = client.get(page).content.decode()
    assert "反映人要求删除" in html and "先留着" not in html
    world.login(client, "director")
    assert "先留着，办完再删" in client.get(page).content.decode()
    answer = f"/own-data/answer/{erasure.pk}/"
    assert (
        client.post(answer, {"choice": "keep", "reason": ""}, follow=True)
        .content.decode()
        .count("还没写为什么先留着")
    )
    client.post(answer, {"choice": "keep", "reason": "还要上门"})
    assert "还要上门" in client.get(page).content.decode()
    world.login(client, "stranger")
    assert client.post(answer, {"choice": "erase"}).status_code == 404
    world.login(client, "director")
    client.post(answer, {"choice": "erase"})
    html = client.get(page).content.decode()
    assert WORDS not in html and "要求删除</h2>" not in html and "删掉了反映的内容" in html
    assert client.get(answer).status_code == 405


def looked(world: World, tell: Tell, persona: str = "director", purpose: str = "visit") -> str:
    """Look at a phone number and return the matter's code."""
    made = tell()
    about = About("reporter", of(made).pk)
    reveal(by=world.actor(persona), about=about, field="phone", purpose=purpose)
    return str(made.matter.code)


def test_who_looked(world: World, tell: Tell, client: Client) -> None:
    looked(world, tell)
    looked(world, tell, "clerk", "verify")
    world.login(client, "keeper")
    html = client.get("/own-data/looks/").content.decode()
    assert "示例居委会" in html and "上门办理" in html and "核对情况" in html
    assert PHONE not in html and NAME not in html
    committee = client.get(f"/own-data/looks/?who={world.committee.pk}").content.decode()
    assert "示例居委会主任" in committee and "示例城管办科员" not in committee
    assert "示例城管办科员" in client.get("/own-data/looks/?purpose=verify").content.decode()
    today = timezone.localdate()
    for query, count in (
        (f"from={today}", 2), (f"until={today}", 2), (f"from={today + timedelta(1)}", 0),
        (f"until={today - timedelta(1)}", 0), ("from=2026-13-99&who=x&purpose=y&page=99", 2),
        ("until=9999-12-31", 2),
    ):  # fmt: skip
        page = client.get(f"/own-data/looks/?{query}")
        assert page.context["total"] == count, query


def test_looks_of_other_streets_are_theirs(world: World, tell: Tell) -> None:
    looked(world, tell)
    by = world.actor("keeper")
    assert looks_for(by).count() == 1
    made = tell()
    actions.shown(by=world.actor("leader"), reporter=of(made), field="copy")
    assert looks_for(by).count() == 2
    assert looks_for(world.actor("stranger")).count() == 0


def test_the_page_of_looks_costs_the_same_for_fifty(
    world: World, tell: Tell, client: Client
) -> None:
    world.login(client, "keeper")

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get("/own-data/looks/").status_code == 200
        return len(caught)

    looked(world, tell)
    cost()
    one = cost()
    made = tell()
    for _ in range(60):
        actions.shown(by=world.actor("director"), reporter=of(made), field="copy")
    assert cost() <= one + 1
    page = client.get("/own-data/looks/?page=2")
    assert page.context["total"] == 61 and len(page.context["lines"]) == 11


@pytest.mark.parametrize("persona", ["director", "leader", "stranger"])
def test_others_do_not_see_who_looked(world: World, client: Client, persona: str) -> None:
    world.login(client, persona)
    assert client.get("/own-data/looks/").status_code == 404


def test_an_ended_matter_is_emptied_at_the_desk(world: World, tell: Tell, client: Client) -> None:
    made = tell()
    ended(world, made.matter)
    world.login(client, "director")
    address = checked(client, made.matter.code, made.secret)
    page = client.post(f"{address}erase/", follow=True).content.decode()
    assert "都删了" in page and WORDS not in page
    again = client.post(f"{address}erase/", follow=True).content.decode()
    assert "您的信息已经都删了" in again
