"""The open interface as another program meets it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4
from xml.etree.ElementTree import fromstring

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from sihe.intelligence.open311 import actions, api
from sihe.intelligence.open311.georeport import ServiceRequest, from_json, from_xml, to_json
from sihe.interaction.handovers.models import Handover
from sihe.interaction.intake.actions import report
from sihe.interaction.matters.models import Matter, Reporter
from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT, SYSTEM
from sihe.kernel.places.spots import PlaceGiven
from tests.world import World

pytestmark = pytest.mark.django_db
AT = "/open311/v2"


@pytest.fixture(autouse=True)
def _fresh_minute() -> None:
    cache.clear()


@pytest.fixture
def key(world: World) -> str:
    """A key of the property company's program."""
    return actions.issue_key(by=SYSTEM, organisation=world.property, name="物业小程序")[1]


def told(answer: Any) -> list[ServiceRequest]:
    """Read an answer in JSON."""
    assert answer.status_code == 200, answer.content
    return from_json(answer.content)


def send(client: Client, key: str, **more: str) -> Any:
    """Report by form fields, as the standard has it."""
    given = {
        "api_key": key,
        "service_code": "lift",
        "description": "电梯停了",
        "address_string": "示例花园3号楼",
    }
    return client.post(f"{AT}/requests.json", given | more)


def test_services_in_both_forms(world: World, client: Client) -> None:
    rows = json.loads(client.get(f"{AT}/services.json").content)
    assert {r["service_code"] for r in rows} == set(world.categories)
    assert rows[0]["group"] == "房屋设施"
    root = fromstring(client.get(f"{AT}/services.xml").content)
    assert (root.tag, len(root)) == ("services", len(rows))
    assert (
        json.loads(client.get(f"{AT}/services/lift.json").content)[0]["service_name"] == "电梯故障"
    )
    assert client.get(f"{AT}/services/none.json").status_code == 404


def test_a_report_goes_the_way_of_every_report(world: World, client: Client, key: str) -> None:
    answer = json.loads(send(client, key, phone="13900001234", last_name="示例").content)[0]
    matter = Matter.objects.get(code=answer["service_request_id"])
    assert (matter.source, matter.building, matter.category) == (
        "open311", world.building, world.categories["lift"]
    )  # fmt: skip
    assert Handover.objects.get(matter=matter).receiver == world.property
    assert Reporter.objects.get(matter=matter).phone == "13900001234"
    assert "查询码" in answer["service_notice"]


def test_shared_fields_come_back_the_same(world: World, client: Client, key: str) -> None:
    sent = ServiceRequest(
        service_code="lift", description="电梯停了，<b>3号楼</b> & 5号楼", address="示例花园3号楼",
        lat=39.99123456, long=116.33123456,
    )  # fmt: skip
    answer = client.post(
        f"{AT}/requests.json", to_json([sent]), content_type="application/json", headers={"X-Api-Key": key}
    )  # fmt: skip
    code = json.loads(answer.content)[0]["service_request_id"]
    for form, read in (("json", from_json), ("xml", from_xml)):
        got = read(client.get(f"{AT}/requests/{code}.{form}", headers={"X-Api-Key": key}).content)[
            0
        ]
        assert (got.service_code, got.description, got.lat, got.long) == (
            sent.service_code, sent.description, sent.lat, sent.long
        )  # fmt: skip


def test_nothing_personal_goes_out(world: World, client: Client, key: str) -> None:
    report(
        by=RESIDENT, token=uuid4(), text="电梯停了，我是501的示例居民，电话13900001234",
        given=PlaceGiven(dwelling=world.dwelling.pk), category_code="lift", phone="13900001234", name="示例居民",
    )  # fmt: skip
    report(
        by=RESIDENT,
        token=uuid4(),
        text="楼上漏水",
        given=PlaceGiven(area=world.building.pk),
        category_code="leak",
    )
    for form in ("json", "xml"):
        text = client.get(f"{AT}/requests.{form}", headers={"X-Api-Key": key}).content.decode()
        assert "电梯故障" in text and "漏水" not in text  # only what may be public
        for secret in ("13900001234", "示例居民", "501", "我是"):
            assert secret not in text
    got = told(client.get(f"{AT}/requests.json"))[0]
    assert got.lat is not None and len(str(got.lat).split(".")[1]) <= 3


def test_filters(world: World, client: Client, key: str) -> None:
    codes = [json.loads(send(client, key).content)[0]["service_request_id"] for _ in range(3)]
    Matter.objects.filter(code=codes[0]).update(state="closed", ended_at=timezone.now())
    Matter.objects.filter(code=codes[1]).update(created_at=timezone.now() - timedelta(days=100))

    def found(query: str) -> list[str | None]:
        return [r.service_request_id for r in told(client.get(f"{AT}/requests.json?{query}"))]

    assert found("status=closed") == [codes[0]] and found("status=open") == [codes[2]]
    assert set(found("")) == {codes[0], codes[2]}
    assert found("start_date=2020-01-01T00:00:00Z&status=open") == [codes[2], codes[1]]
    assert found(f"service_request_id={codes[1].lower()},XXXXX") == [codes[1]]
    assert found("service_code=noise") == []
    for wrong in ("status=maybe", "start_date=yesterday", "end_date=9999-99-99"):
        assert client.get(f"{AT}/requests.json?{wrong}").status_code == 400


def test_the_same_key_of_idempotency_is_one_matter(world: World, client: Client, key: str) -> None:
    given = {"api_key": key, "description": "电梯停了", "address_string": "示例花园3号楼"}
    answers = [
        client.post(f"{AT}/requests.json", given, headers={"Idempotency-Key": "42"}).content
        for _ in range(2)
    ]
    assert answers[0] == answers[1] and Matter.objects.count() == 1


BAD = [
    ({"description": ""}, 400), ({"description": "长" * 2001}, 400), ({"service_code": "none"}, 400),
    ({"lat": "north", "long": "1"}, 400), ({"api_key": "wrong"}, 403), ({"api_key": ""}, 403),
    ({"description": "x" * 70_000}, 413),
]  # fmt: skip


@pytest.mark.parametrize("changed, status", BAD)
def test_bad_reports_are_told(
    world: World, client: Client, key: str, changed: dict[str, str], status: int
) -> None:
    answer = send(client, key, **changed)
    assert answer.status_code == status
    fault = json.loads(answer.content)[0]
    assert fault["code"] == status and fault["description"]
    assert not Matter.objects.exists()


def test_xml_that_expands_is_refused(world: World, client: Client, key: str) -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "a">]><request><description>&a;</description></request>'
    answer = client.post(
        f"{AT}/requests.xml", bomb, content_type="text/xml", headers={"X-Api-Key": key}
    )
    assert answer.status_code == 400 and fromstring(answer.content).tag == "errors"


def test_a_key_ends_at_once_and_only_offices_issue_one(
    world: World, client: Client, key: str
) -> None:
    from sihe.intelligence.open311.models import ApiKey

    found = ApiKey.objects.get()
    assert key not in found.digest
    actions.end_key(by=SYSTEM, key=found)
    assert send(client, key).status_code == 403
    with pytest.raises(Refused, match="not_allowed"):
        actions.issue_key(by=world.actor("director"), organisation=world.property, name="x")


def test_asking_too_often(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [client.get(f"{AT}/services.json").status_code for _ in range(api.READS + 1)]
    assert answers[-2:] == [200, 429]
    assert client.get(f"{AT}/services.json").headers["Retry-After"] == "60"
