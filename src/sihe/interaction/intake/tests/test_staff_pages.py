"""Keying in, settling at once, papers: who may, what comes of it."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pypdf import PdfReader

from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from tests.world import World


def test_quick_files_and_closes(world: World, client: Client) -> None:
    world.login(client, "grid_worker")
    page = client.get("/quick/").content.decode()
    assert "垃圾堆放" in page and "示例花园3号楼" in page
    sent = {
        "kind": "rubbish",
        "place": f"a{world.building.pk}",
        "done": "当场处理好了",
        "token": str(uuid4()),
    }
    assert client.post("/quick/", sent).status_code == 302
    matter = Matter.objects.get()
    assert (matter.state, matter.settled_at_once, matter.building) == (
        states.CLOSED, True, world.building
    )  # fmt: skip
    assert (matter.text, matter.answer) == ("垃圾堆放", "当场处理好了")


def test_queued_draft_sent_twice_is_one_matter(world: World, client: Client) -> None:
    world.login(client, "grid_worker")
    key = client.get("/quick/token/").json()
    assert key["who"] == str(world.mandates["grid_worker"].pk) and key["key"]
    sent = {
        "kind": "noise",
        "place": f"g{world.grid.pk}",
        "done": "已当面告知",
        "token": str(uuid4()),
    }
    answers = [
        client.post("/quick/", sent, headers={"Accept": "application/json"}).json()
        for _ in range(2)
    ]
    assert answers[0]["code"] == answers[1]["code"] and answers[1]["existed"]
    assert Matter.objects.count() == 1


def test_queued_draft_that_is_wrong_is_told_and_not_lost(world: World, client: Client) -> None:
    world.login(client, "grid_worker")
    for change in ({"kind": ""}, {"done": ""}, {"what": "长" * 3000}):
        sent = {"kind": "noise", "done": "好", "token": str(uuid4())} | change
        answer = client.post("/quick/", sent, headers={"Accept": "application/json"})
        assert answer.status_code == 422 and json.loads(answer.content)["errors"]
        assert client.post("/quick/", sent).status_code == 200
    assert not Matter.objects.exists()


def test_later_sending_needs_the_form_key(world: World) -> None:
    strict = world.login(Client(enforce_csrf_checks=True), "grid_worker")
    sent = {"kind": "noise", "done": "好", "token": str(uuid4())}
    assert strict.post("/quick/", sent).status_code == 403
    key = strict.get("/quick/token/").json()["key"]
    answer = strict.post(
        "/quick/", sent, headers={"X-CSRFToken": key, "Accept": "application/json"}
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/quick/", "/intake/key/", "/intake/signs.pdf?building=1"])
def test_doors(world: World, client: Client, path: str) -> None:
    assert "/accounts/login/" in client.get(path).headers.get("Location", "")
    world.login(client, "home_manager")
    assert client.get(path).status_code == 404


def test_token_tells_nobody_who_is_not_signed_in(client: Client, db: None) -> None:
    assert client.get("/quick/token/").json()["who"] == ""


def test_keying_in_gives_a_slip(world: World, client: Client) -> None:
    world.login(client, "director")
    sent = {
        "source": "phone", "what": "3号楼电梯停了", "where": "示例花园3-2-501", "phone": "13800138000",
        "name": "示例居民", "token": str(uuid4()),
    }  # fmt: skip
    response = client.post("/intake/key/", sent)
    assert response.status_code == 302
    page = client.get(response["Location"]).content.decode()
    matter = Matter.objects.get()
    assert matter.code in page and (matter.source, matter.dwelling) == ("phone", world.dwelling)
    slip = re.search(r'href="(/f/[^"]+slip\.pdf)"', page)
    assert slip
    text = pdf_text(client.get(slip[1]).content)
    assert matter.code in text and "编号" in text


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"sign": "NOSUCH"}, "没有这个楼牌码"),
        ({"where": ""}, "地点还没写"),
        ({"where": "没有的园99号楼"}, "没找到这个地方"),
        ({"source": "telepathy"}, "请从三种来源里选"),
        ({"what": ""}, "还没写是什么事"),
        ({"name": "名" * 30}, "称呼太长"),
    ],
)
def test_keying_in_says_what_is_wrong_and_keeps_the_rest(
    world: World, client: Client, change: dict[str, str], sentence: str
) -> None:
    world.login(client, "director")
    sent = {"source": "paper", "what": "灯不亮", "where": "示例花园3号楼", "phone": "13800138000",
            "token": str(uuid4())} | change  # fmt: skip
    page = client.post("/intake/key/", sent).content.decode()
    assert sentence in page and "13800138000" in page and sent["what"] in page
    assert not Matter.objects.exists()


def test_paper_form_is_one_page_in_own_fonts(world: World, client: Client) -> None:
    for query, words in (("", "小区、楼、单元"), ("?sign=TH3K7M2P", "楼牌码")):
        response = client.get(f"/report/paper.pdf{query}")
        assert response["Content-Type"] == "application/pdf"
        reader = PdfReader(BytesIO(response.content))
        assert len(reader.pages) == 1
        text = pdf_text(response.content)
        assert "什么事" in text and words in text and "119" in text
        assert fonts_of(reader) == {"NotoSansSC"}


def test_signs_are_a_sheet_a_building(world: World, client: Client) -> None:
    world.login(client, "director")
    content = client.get(f"/intake/signs.pdf?compound={world.compound.pk}").content
    assert len(PdfReader(BytesIO(content)).pages) == 2
    assert "TH3K7M2P" in pdf_text(content) and "QW5R8N4B" in pdf_text(content)
    assert client.get("/intake/signs.pdf?building=x").status_code == 404


def fonts_of(reader: PdfReader) -> set[str]:
    """Return the families of all fonts in a PDF."""
    tables: list[Any] = [page["/Resources"] for page in reader.pages]
    fonts = [font.get_object() for table in tables for font in table["/Font"].values()]
    return {re.sub(r"^/(\w{6}\+)?|-.*$", "", str(font["/BaseFont"])) for font in fonts}


def pdf_text(content: bytes) -> str:
    """Return the text of a PDF without blanks."""
    pages = PdfReader(BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_worker_is_served_at_the_root(client: Client) -> None:
    response = client.get("/sw.js")
    assert response["Content-Type"].startswith("text/javascript") and b"/quick/" in response.content
