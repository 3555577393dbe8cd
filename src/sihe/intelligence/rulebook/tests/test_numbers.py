"""Numbers of the rules: dated, with their source; the past is never changed."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sihe.kernel.access.refusals import Refused
from sihe.kernel.facts import RESIDENT, SYSTEM
from sihe.kernel.facts.responsibilities import NumberSet
from sihe.kernel.journal.models import Entry
from sihe.kernel.responsibilities.actions import set_number
from sihe.kernel.responsibilities.models import Number
from sihe.kernel.responsibilities.queries import number
from tests.world import World

pytestmark = pytest.mark.django_db
NAME, PERCENT = "matters.rating_days", "matters.alert_percent"


def in_days(days: int) -> date:
    """Return the day so many days from now."""
    return timezone.localdate() + timedelta(days=days)


def test_a_value_holds_from_its_day_and_is_told() -> None:
    before = number(NAME).value
    row = set_number(by=SYSTEM, name=NAME, value=9, source=" 示例规定 ", since=in_days(5))
    assert (row.unit, row.meaning) == (number(NAME).unit, number(NAME).meaning)
    assert number(NAME).value == before == number(NAME, in_days(4)).value
    assert number(NAME, in_days(5)).value == 9 and row.source == "示例规定"
    fact = NumberSet.from_payload(Entry.objects.get(fact=NumberSet.name).payload)
    assert fact == NumberSet(number=NAME, value=9, since=in_days(5))


def test_a_day_has_one_value() -> None:
    for value in (9, 8):
        set_number(by=SYSTEM, name=NAME, value=value, source="示例", since=in_days(0))
    assert number(NAME).value == 8
    assert Number.objects.filter(name=NAME, since=in_days(0)).count() == 1


@pytest.mark.parametrize("name, value, source, days, code", [
    ("pigeon", 5, "示例", 0, "no_such_number"), (NAME, 0, "示例", 0, "number_range"),
    (NAME, 100_001, "示例", 0, "number_range"), (PERCENT, 101, "示例", 0, "number_range"),
    (NAME, 5, " ", 0, "source_missing"), (NAME, 5, "示例", -1, "number_past"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused(
    name: str, value: int, source: str, days: int, code: str
) -> None:
    count = Number.objects.count()
    with pytest.raises(Refused, match=code):
        set_number(by=SYSTEM, name=name, value=value, source=source, since=in_days(days))
    assert Number.objects.count() == count


def test_who_may_not_edit_is_refused(world: World) -> None:
    for by in (RESIDENT, world.actor("director"), world.actor("grid_worker")):
        with pytest.raises(Refused, match="not_allowed"):
            set_number(by=by, name=NAME, value=9, source="示例", since=in_days(0))


def test_the_page_lists_and_changes(world: World, client: Client) -> None:
    html = world.login(client, "grid_worker").get("/numbers/").content.decode()
    assert "答复后等居民评价几天" in html and "改这个数" not in html
    world.login(client, "leader")
    given = {"value": "9", "since": in_days(3).isoformat(), "source": "示例规定"}
    assert client.post(f"/numbers/{NAME}/", given).status_code == 302
    html = client.get("/numbers/").content.decode()
    day = in_days(3)
    assert f"{day.year}年{day.month}月{day.day}日起改成" in html and "示例规定" in html
    now = given | {"value": "6", "since": in_days(0).isoformat()}
    assert client.post(f"/numbers/{NAME}/", now).status_code == 302
    html = client.get("/numbers/").content.decode()
    assert '现在是 <b class="num">6天</b>' in html and "看以前的" in html


def test_a_faulty_form_keeps_what_was_typed(world: World, client: Client) -> None:
    world.login(client, "leader")
    given = {"value": "101", "since": in_days(0).isoformat(), "source": "留住我"}
    page = client.post(f"/numbers/{PERCENT}/", given)
    assert page.status_code == 422 and "留住我" in page.content.decode()
    assert "要在1到100之间" in page.content.decode()
    page = client.post(f"/numbers/{NAME}/", given | {"since": in_days(-1).isoformat()})
    assert page.status_code == 422 and "过去的不改" in page.content.decode()


def test_doors(world: World, client: Client) -> None:
    assert client.get("/numbers/").status_code == 302
    world.login(client, "director")
    assert client.post(f"/numbers/{NAME}/", {}).status_code == 404
    assert world.login(client, "leader").post("/numbers/pigeon/", {}).status_code == 404
