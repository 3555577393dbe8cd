"""The resident's form: every way in, and every bad input answered with a sentence and nothing lost."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from sihe.interaction.intake.picking import picker
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter, Reporter
from sihe.kernel.files.models import StoredFile
from sihe.kernel.ui.inputs import PHONE, tidy_phone
from tests.world import SOUTH, WEST, World

RECEIPT = re.compile(r"/f/(\w{5})/(\w{8})/receipt/$")


def filled(world: World, **more: object) -> dict[str, object]:
    """Return what a resident sends who stands in building 3."""
    return {
        "what": "3号楼的电梯又停了", "pick": f"a{world.building.pk}", "token": str(uuid4()), "seen": "1", **more
    }  # fmt: skip


def send(client: Client, data: dict[str, object]) -> Any:
    """Send the form as a browser without script does."""
    return client.post("/report/", data)


def photo(name: str = "a.jpg") -> SimpleUploadedFile:
    """Return a small real photo."""
    content = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def receipt_of(response: Any) -> tuple[str, str]:
    """Return code and secret of the receipt that a report led to."""
    assert response.status_code == 302, said(response)
    found = RECEIPT.search(response["Location"])
    assert found, response["Location"]
    return found[1], found[2]


def said(response: Any) -> str:
    """Return the errors that a page shows."""
    return " ".join(
        re.findall(r'class="error"[^>]*>.*?<span>(.*?)</span>', response.content.decode(), re.S)
    )


def test_report_leads_to_a_receipt_that_says_who_and_when(world: World, client: Client) -> None:
    code, secret = receipt_of(send(client, filled(world, phone="138 0013-8000")))
    page = client.get(f"/f/{code}/{secret}/receipt/").content.decode()
    assert "已请花园物业处理" in page and "前告诉您结果" in page
    assert f"{secret[:4]} {secret[4:]}" in page and "<svg" in page
    assert Reporter.objects.get().phone == "13800138000"


def test_place_is_picked_step_by_step_and_nothing_typed_is_lost(
    world: World, client: Client
) -> None:
    data = filled(world, pick="", phone="13800138000", where="")
    for go, next_label in ((f"c{world.compound.pk}", "3号楼"), (f"a{world.building.pk}", "2单元")):
        page = send(client, {**data, "go": go}).content.decode()
        assert next_label in page and "3号楼的电梯又停了" in page and "13800138000" in page
        assert f'name="pick" value="{go}"' in page
    assert not Matter.objects.exists()


def test_step_by_htmx_answers_the_place_alone(world: World, client: Client) -> None:
    response = client.post(
        "/report/place/", {"go": f"a{world.building.pk}"}, headers={"HX-Request": "true"}
    )
    page = response.content.decode()
    assert page.lstrip().startswith("<fieldset") and "2单元" in page
    assert response["HX-Replace-Url"].endswith(f"?at=a{world.building.pk}")


def test_sign_of_a_building_fills_the_place(world: World, client: Client) -> None:
    assert (
        f'name="pick" value="a{world.building.pk}"' in client.get("/b/th3k-7m2p/").content.decode()
    )
    page = client.get("/b/NOSUCH/")
    assert page.status_code == 200 and "没认出这块楼牌" in page.content.decode()


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"what": ""}, "还没写是什么事"),
        ({"what": "   \n"}, "还没写是什么事"),
        ({"what": "长" * 2001}, "最多2000字，现在2001字"),
        ({"what": "x" * 10 * 2**20}, "最多2000字"),
        ({"phone": "1380013"}, "电话少了4位"),
        ({"phone": "138001380001"}, "电话多了1位"),
        ({"phone": "电话👍"}, "电话看不懂"),
        ({"pick": "", "where": ""}, "没选地方"),
        ({"pick": "a999999", "where": ""}, "没选地方"),
        ({"pick": "x';--", "where": ""}, "没选地方"),
        ({"pick": "", "where": "地" * 201}, "地点太长了"),
        ({"pick": "", "where": "", "lon": "100.5", "lat": "12"}, "不在本街道"),
        ({"pick": "", "where": "", "lon": "nan", "lat": "inf"}, "没选地方"),
    ],
)
def test_bad_input_is_answered_and_kept(
    world: World, client: Client, change: dict[str, object], sentence: str
) -> None:
    data = filled(world, phone="13800138000", where="单元门口") | change
    response = send(client, data)
    assert response.status_code == 200
    page = response.content.decode()
    assert sentence in page
    assert not Matter.objects.exists()
    for name in ("what", "phone"):
        assert str(data[name]).strip()[:3000] in page
    assert str(data["token"]) in page


@pytest.mark.parametrize("token", ["", "not-a-token", "0" * 500])
def test_broken_token_is_no_hindrance(world: World, client: Client, token: str) -> None:
    receipt_of(send(client, filled(world, token=token)))


def test_emoji_and_markup_are_words(world: World, client: Client) -> None:
    text = "楼道好黑😀<script>alert(1)</script>'; DROP TABLE"
    code, secret = receipt_of(send(client, filled(world, what=text)))
    page = client.get(f"/f/{code}/{secret}/").content.decode()
    assert "<script>alert" not in page and "😀" in page


def test_replayed_token_and_two_tabs(world: World, client: Client) -> None:
    data = filled(world)
    first, again = receipt_of(send(client, data)), receipt_of(send(client, data))
    assert first == again
    other = receipt_of(send(client, filled(world)))
    assert other != first and Matter.objects.count() == 2


def test_photos_are_kept_and_liars_are_named(world: World, client: Client) -> None:
    liar = SimpleUploadedFile("a.jpg", b"#!/bin/sh\nrm -rf", "image/jpeg")
    response = send(client, filled(world, photos=[photo(), liar]))
    assert response.status_code == 200 and "照片" in said(response)
    assert not Matter.objects.exists() and not StoredFile.objects.exists()
    receipt_of(send(client, filled(world, photos=[photo(), photo("b.jpg")])))
    assert StoredFile.objects.count() == 2
    many = send(client, filled(world, photos=[photo(f"{n}.jpg") for n in range(7)]))
    assert "最多6张" in many.content.decode()


def test_point_on_the_sample_map(world: World, client: Client) -> None:
    data = filled(world, pick="", lon=str(WEST + 0.0005), lat=str(SOUTH + 0.003))
    receipt_of(send(client, data))
    assert Matter.objects.get().grid == world.grid


def test_unknown_building_is_asked_once_and_then_taken(world: World, client: Client) -> None:
    data = filled(world, pick="w", where="没有的园33号楼")
    first = send(client, data)
    assert "没找到这个地方" in said(first)
    asked = re.search(r'name="asked" value="([^"]*)"', first.content.decode())
    assert asked
    receipt_of(send(client, {**data, "asked": asked[1]}))
    assert Matter.objects.get().state == states.TRIAGE


def test_what_is_known_is_shown_before_sending_and_joined(world: World, client: Client) -> None:
    receipt_of(send(client, filled(world, what="电梯停了，老人上不去楼")))
    fresh = filled(world, what="电梯停了，上不去楼", seen="")
    stopped = send(client, fresh).content.decode()
    assert "我也遇到" in stopped and Matter.objects.count() == 1
    matter = Matter.objects.get()
    joined = client.post("/report/me-too/", {**fresh, "same": matter.code, "phone": "13900139000"})
    code, secret = receipt_of(joined)
    assert code == matter.code and matter.reporters.count() == 2
    again = receipt_of(client.post("/report/me-too/", {**fresh, "same": matter.code}))
    assert again == (code, secret) and matter.reporters.count() == 2
    receipt_of(send(client, {**fresh, "seen": "1", "token": str(uuid4())}))
    assert Matter.objects.count() == 2


def test_hints_show_no_words_of_private_categories(world: World, client: Client) -> None:
    receipt_of(send(client, filled(world, what="楼上老王家漏水，电话是我妈的")))
    page = client.post(
        "/report/similar/", {"what": "楼上漏水", "pick": f"a{world.building.pk}"}
    ).content.decode()
    assert "我也遇到" in page and "老王" not in page and "漏水" in page


def test_hints_name_category_and_danger(world: World, client: Client) -> None:
    page = client.post(
        "/report/similar/", {"what": "电梯里困了人", "pick": f"a{world.building.pk}"}
    ).content.decode()
    assert "电梯故障" in page and "请拨 119" in page and "checked" in page


def test_joining_what_has_ended_goes_back_to_the_form(world: World, client: Client) -> None:
    page = client.post("/report/me-too/", {**filled(world), "same": "ZZZZZ"}).content.decode()
    assert "那件事已经办完了" in page and "3号楼的电梯又停了" in page


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pick=st.text(max_size=30), go=st.text(max_size=30))
def test_any_pick_is_a_step(world: World, pick: str, go: str) -> None:
    assert picker(pick).options or picker(pick).pick
    assert picker(go).given("").dwelling is None


@given(st.text(alphabet="0123456789+- ()０１２３８６", max_size=20))
def test_tidy_phone_is_stable_and_never_longer(text: str) -> None:
    once = tidy_phone(text)
    assert tidy_phone(once) == once and len(once) <= len(text)


@pytest.mark.parametrize(
    "text", ["１３８００１３８０００", "+86 138 0013 8000", "0086-13800138000", "138-0013-8000"]
)
def test_phones_as_people_type_them(text: str) -> None:
    assert tidy_phone(text) == "13800138000" and PHONE.match(tidy_phone(text))
