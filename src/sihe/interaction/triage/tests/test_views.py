"""The triage pages: who may, what they offer, what a decision does."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sihe.interaction.handovers.models import Handover
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from sihe.interaction.triage.tests.test_actions import waiting
from tests.world import World


def test_list_says_why_and_filters(world: World, client: Client) -> None:
    waiting(world, "咨询一下居住证怎么办", "ask")
    waiting(world, "嗯，来看看", words="某处")
    world.login(client, "leader")
    page = client.get("/triage/").content.decode()
    assert "权责清单里没有这一类" in page and "看不出是哪一类" in page and "2 件" in page
    assert "咨询一下" not in client.get("/triage/?why=no_category").content.decode()
    assert client.get("/triage/?why=nonsense&page=zz").status_code == 200


def test_list_of_fifty_in_eight_queries(world: World, client: Client) -> None:
    for number in range(12):
        waiting(world, f"嗯，第{number}件", words="某处")
    world.login(client, "leader")
    client.get("/triage/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/triage/")
    counted = [
        q["sql"] for q in queries
        if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN")) and "django_session" not in q["sql"]
    ]  # fmt: skip
    assert len(counted) <= 8, "\n".join(counted)


def test_one_offers_categories_with_reasons_and_routes(world: World, client: Client) -> None:
    matter = waiting(world, "电梯里好像有点怪", words="小卖部")
    world.login(client, "leader")
    page = client.get(f"/triage/{matter.code}/").content.decode()
    assert "电梯故障" in page and "提到“电梯”" in page
    routed = client.post(
        f"/triage/{matter.code}/", {"kind": "lift", "area": str(world.building.pk)}
    )
    assert routed["Location"] == "/triage/"
    assert Handover.objects.get(matter=matter).receiver == world.property
    assert client.get(f"/triage/{matter.code}/").status_code == 404


@pytest.mark.parametrize(
    "sent, sentence",
    [
        ({"kind": "lift", "where": "没有的园99号楼"}, "没找到这个地方"),
        ({"kind": "nonsense", "area": "BUILDING"}, "没有这一类"),
        ({"kind": "ask", "area": "BUILDING"}, "还定不下归谁"),
        ({"kind": "lift", "receiver": "x"}, "请从名单里选"),
        ({"kind": "lift", "message": "长" * 401}, "最多400字"),
        ({}, "还定不下归谁"),
    ],
)
def test_bad_decisions_are_answered_and_kept(
    world: World, client: Client, sent: dict[str, str], sentence: str
) -> None:
    matter = waiting(world, "嗯，来看看", words="某处")
    world.login(client, "leader")
    data = {
        "message": "请看看",
        **{k: v.replace("BUILDING", str(world.building.pk)) for k, v in sent.items()},
    }
    response = client.post(f"/triage/{matter.code}/", data)
    assert response.status_code == 200 and sentence in response.content.decode()
    assert data["message"] in response.content.decode()
    unchanged = Matter.objects.get(pk=matter.pk)
    assert (unchanged.state, unchanged.category, unchanged.building) == (states.TRIAGE, None, None)


def test_looking_at_another_place_changes_nothing(world: World, client: Client) -> None:
    matter = waiting(world, "电梯有点怪", words="某处")
    world.login(client, "leader")
    page = client.post(
        f"/triage/{matter.code}/", {"go": str(world.building.pk), "kind": "lift", "message": "留着"}
    )
    assert "花园物业" in page.content.decode() and "留着" in page.content.decode()
    assert Matter.objects.get(pk=matter.pk).building is None


def test_merging_and_taking_apart(world: World, client: Client) -> None:
    root = waiting(world, "嗯，电梯那边怪怪的", "ask")
    matter = waiting(world, "嗯，电梯那边怪怪的", "ask")
    world.login(client, "director")
    assert root.code in client.get(f"/triage/{matter.code}/").content.decode()
    client.post(f"/triage/{matter.code}/merge/", {"root": root.code})
    assert Matter.objects.get(pk=matter.pk).root == root
    client.post(f"/triage/{matter.code}/merge/")
    assert Matter.objects.get(pk=matter.pk).root is None
    wrong = client.post(f"/triage/{matter.code}/merge/", {"root": "ZZZZZ"}, follow=True)
    assert wrong.status_code in (200, 404)


@pytest.mark.parametrize("persona", ["repairer", "stranger", "officer", "home_manager"])
def test_others_find_nothing(world: World, client: Client, persona: str) -> None:
    matter = waiting(world, "咨询一下", "ask")
    world.login(client, persona)
    assert client.get(f"/triage/{matter.code}/").status_code == 404
    assert (
        client.post(f"/triage/{matter.code}/", {"receiver": str(world.agency.pk)}).status_code
        == 404
    )
    assert Matter.objects.get(pk=matter.pk).state == states.TRIAGE


def test_nobody_is_sent_to_the_door(client: Client, db: None) -> None:
    assert "/accounts/login/" in client.get("/triage/")["Location"]
    assert client.get(f"/triage/{uuid4()}/").status_code == 302
