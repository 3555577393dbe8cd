"""The page of what is kept how long."""

from datetime import date

import pytest
from django.test import Client

from sihe.kernel.privacy.models import RetentionRule
from sihe.kernel.privacy.queries import days_kept
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rule() -> RetentionRule:
    """How long matters are kept."""
    fields = {"days": 730, "action": "anonymise", "source": "示例", "since": date(2026, 1, 1)}
    return RetentionRule.objects.get_or_create(kind="matter", defaults=fields)[0]


def give_permission(world: World) -> None:
    role = world.mandates["leader"].role
    role.permissions = [*role.permissions, "privacy.retention"]
    role.save()


def test_the_page_shows_and_changes_periods(world: World, client: Client) -> None:
    world.login(client, "leader")
    assert "改期限" not in client.get("/privacy/").content.decode()
    given = {"days": "400", "source": "示例规定"}
    assert client.post("/privacy/matter/", given).status_code == 404
    give_permission(world)
    html = client.get("/privacy/").content.decode()
    assert "事项里的个人信息" in html and "改期限" in html
    assert client.post("/privacy/matter/", given).status_code == 302 and days_kept("matter") == 400
    page = client.post("/privacy/matter/", {"days": "-1", "source": "留住我"})
    assert page.status_code == 422 and "留住我" in page.content.decode()
    assert client.post("/privacy/pigeon/", given).status_code == 404
    client.logout()
    assert client.get("/privacy/").status_code == 302
