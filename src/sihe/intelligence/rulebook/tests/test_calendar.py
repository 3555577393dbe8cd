"""The calendar's page: who may, changes it there; a year nobody has published warns in time."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from sihe.intelligence.rulebook.queries import office_hours
from sihe.kernel.calendar import queries
from tests.world import World

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 3, 6)


def test_the_page_lists_the_year_and_its_make_up_days(world: World, client: Client) -> None:
    html = world.login(client, "grid_worker").get("/calendar/?year=2026").content.decode()
    assert "2月28日" in html and "春节" in html and "改这一天" not in html
    assert "国庆节" in html


def test_an_unknown_year_shows_its_warning(world: World, client: Client) -> None:
    html = world.login(client, "leader").get("/calendar/?year=2190").content.decode()
    assert "2190年的放假安排还没有" in html and "记下已核对" in html


def test_the_page_changes_a_day_and_takes_it_back(world: World, client: Client) -> None:
    world.login(client, "leader")
    given = {"day": "2026-03-06", "working": "0", "name": "示例放假", "source": "示例通知"}
    assert client.post("/calendar/day/", given).status_code == 302
    assert not queries.is_working(FRIDAY)
    html = client.get("/calendar/?year=2026").content.decode()
    assert "示例放假" in html and "恢复" in html
    assert client.post("/calendar/release/", {"day": "2026-03-06"}).status_code == 302
    assert queries.is_working(FRIDAY)


def test_a_faulty_form_keeps_what_was_typed(world: World, client: Client) -> None:
    world.login(client, "leader")
    given = {"day": "2026-02-31", "working": "0", "name": "留住我", "source": "", "shown": "2026"}
    page = client.post("/calendar/day/", given)
    assert page.status_code == 422 and "留住我" in page.content.decode()
    hours = {"since": "2026-03-04", "opens": "12:00", "closes": "9:00", "shown": "2026"}
    page = client.post("/calendar/hours/", hours)
    assert page.status_code == 422 and "上班要早于下班" in page.content.decode()
    hours |= {"opens": "9:00", "closes": "12:00", "opens_again": "13:00"}
    assert client.post("/calendar/hours/", hours).status_code == 422
    hours |= {"closes_again": "17:00"}
    assert client.post("/calendar/hours/", hours).status_code == 302
    assert [row.words for row in office_hours()] == [
        "9:00-12:00，13:00-17:00",
        "9:00-12:00，13:00-18:00",
    ]


@pytest.mark.parametrize("asked", ["", "abc", "99999", "-1", "１９９９", "0001"])
def test_a_year_that_makes_no_sense_shows_the_present_one(
    world: World, client: Client, asked: str
) -> None:
    assert world.login(client, "leader").get("/calendar/", {"year": asked}).status_code == 200


def test_doors(world: World, client: Client) -> None:
    assert client.get("/calendar/").status_code == 302
    world.login(client, "grid_worker")
    for path in ("day", "release", "year", "hours"):
        assert client.post(f"/calendar/{path}/", {"day": "2026-03-06"}).status_code == 404
    world.login(client, "leader")
    assert client.post("/calendar/release/", {"day": "2026-13-77"}).status_code == 404
    assert client.post("/calendar/year/", {"year": "2190", "source": "示例通知"}).status_code == 302


WARNING = "2027年的放假安排还没填，时限先按周一到周五算。"


@time_machine.travel("2026-11-23T10:00:00+08:00")
@pytest.mark.parametrize("address", ["/calendar/", "/desk/"])
@pytest.mark.parametrize("persona, link", [("leader", "去填日历"), ("director", "看日历")])
def test_a_year_that_begins_soon_warns_whoever_fills_or_dispatches(
    world: World, client: Client, address: str, persona: str, link: str
) -> None:
    world.login(client, persona)
    html = client.get(address).content.decode()
    assert WARNING in html and f'/calendar/?year=2027">{link}</a>' in html
    given = {"year": "2027", "source": "示例通知"}
    world.login(client, "leader").post("/calendar/year/", given)
    assert WARNING not in world.login(client, persona).get(address).content.decode()


@time_machine.travel("2026-11-23T10:00:00+08:00")
def test_others_are_not_troubled_at_their_desk(world: World, client: Client) -> None:
    assert WARNING not in world.login(client, "manager").get("/desk/").content.decode()
