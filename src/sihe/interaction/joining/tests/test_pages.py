"""The pages of wishes: asked, waited for, answered by who knows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from sihe.interaction.accounts.tests.homes import Home
from sihe.interaction.accounts.tests.test_pages import come_in, text_of
from sihe.interaction.joining.models import MembershipRequest
from sihe.interaction.joining.retention import erase_requests
from sihe.interaction.joining.tests.test_joining import asked
from sihe.kernel.facts import SYSTEM
from sihe.kernel.people.actions import end_residence


@pytest.fixture(autouse=True)
def _uncounted() -> None:
    cache.clear()


def test_asked_and_confirmed_by_the_pages(home: Home, client: Client) -> None:
    come_in(home, "mother", client)
    asker = Client()
    told = {"where": "示例花园3号楼2单元501", "name": "李小刚", "old_enough": "on"}
    bad = asker.post("/join/", {**told, "where": "示例花园9号楼"})
    assert bad.status_code == 200 and "没找到这个房号" in text_of(bad)
    response = asker.post("/join/", told)
    waiting = response["Location"]
    assert "等同住的大人" in text_of(asker.get(waiting))
    assert "李小刚说和您同住" in text_of(client.get("/my/"))
    request = MembershipRequest.objects.get()
    assert Client().post(f"/my/answer/{request.pk}/", {"choice": "yes"})["Location"] == "/in/"
    client.post(f"/my/answer/{request.pk}/", {"choice": "yes"})
    assert asker.post(waiting)["Location"] == "/my/"
    assert "李小刚" in text_of(asker.get("/my/"))
    assert Client().get("/join/ABCDEFGHJKMN/").status_code == 404


def test_asking_for_a_flat_again_and_again_waits(home: Home, client: Client) -> None:
    told = {"where": "示例花园3号楼2单元501", "name": "李小刚", "old_enough": "on"}
    codes = [client.post("/join/", told).status_code for _turn in range(6)]
    assert codes == [302] * 5 + [200]


def test_who_moved_out_is_asked_and_answers_no_more(home: Home, client: Client) -> None:
    come_in(home, "mother", client)
    request, _secret = asked(home)
    yesterday = timezone.localdate() - timedelta(days=1)
    end_residence(by=SYSTEM, residence=home.spells["mother"], until=yesterday)
    assert "李小刚" not in text_of(client.get("/my/"))
    assert client.post(f"/my/answer/{request.pk}/", {"choice": "yes"}).status_code == 404


def test_a_boy_of_16_is_not_asked(home: Home, client: Client) -> None:
    come_in(home, "boy", client)
    asked(home)
    assert "李小刚" not in text_of(client.get("/my/"))


def test_answered_at_the_desk_of_the_place_and_of_no_other(home: Home, client: Client) -> None:
    request, _secret = asked(home)
    home.world.login(client, "stranger")
    assert "李小刚" not in text_of(client.get("/slips/"))
    assert client.post(f"/slips/answer/{request.pk}/", {"choice": "yes"}).status_code == 404
    home.world.login(client, "grid_worker")
    assert "李小刚" in text_of(client.get("/slips/"))
    client.post(f"/slips/answer/{request.pk}/", {"choice": "yes"})
    again = client.post(f"/slips/answer/{request.pk}/", {"choice": "no"}, follow=True)
    assert "已经有人答复了" in text_of(again)
    assert MembershipRequest.objects.get().state == "confirmed"


def test_wishes_are_erased(home: Home) -> None:
    request, _secret = asked(home)
    assert erase_requests(request.at) == 0
    assert erase_requests(timezone.now() + timedelta(seconds=1)) == 1
