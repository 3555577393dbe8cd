"""A resident's own reports by their account, and those they make or follow for another who agreed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from sihe.interaction.accounts.tests.homes import Home, settle_in
from sihe.interaction.accounts.tests.test_pages import SESSION, come_in, text_of
from sihe.interaction.matters.models import Reporter
from sihe.interaction.standins import actions
from sihe.interaction.standins.queries import REPORT as ACT
from sihe.interaction.standins.retention import erase_stand_ins
from sihe.interaction.standins.tests.test_pages import agreed
from sihe.kernel.files.models import StoredFile
from sihe.kernel.files.tests.test_files import picture
from tests.world import World


@pytest.fixture
def home(world: World) -> Home:
    """The family of flat 501: two grown-ups, a boy of 16 and a girl of 9."""
    return settle_in(world)


@pytest.fixture(autouse=True)
def _uncounted() -> None:
    cache.clear()


REPORT = {"what": "3号楼楼道灯不亮", "where": "示例花园3号楼", "seen": "1"}


def reported(client: Client, **more: Any) -> Reporter:
    token = "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
    response = client.post("/report/", {**REPORT, "token": token, **more})
    assert response.status_code == 302, text_of(response)
    return Reporter.objects.latest("pk")


def test_a_report_in_ones_own_name_is_found_again_without_its_receipt(
    home: Home, client: Client
) -> None:
    come_in(home, "mother", client)
    assert "以谁的名义" in text_of(client.get("/report/"))
    made = reported(client, whom=home.people["mother"].pk)
    assert made.person == home.people["mother"] and made.phone == "13800001111"
    assert made.matter.author is None  # the row of the matter tells nothing of its reporter
    page = client.get("/my/")
    own = f"/f/{made.matter.code}/OWN/"
    assert own in page.content.decode() and "3号楼楼道灯不亮" in text_of(page)
    assert client.get(own).status_code == 200
    assert client.get(f"{own}receipt/").status_code == 404
    assert client.post(f"{own}add/", {"text": "一楼也不亮"}).status_code == 302
    assert client.post(f"{own}mine/contact/").status_code == 200


def test_nobody_else_follows_it_by_their_account(home: Home, client: Client) -> None:
    come_in(home, "mother", client)
    made = reported(client, whom=home.people["mother"].pk)
    other = come_in(settle_in(home.world, "502"), "mother", Client())
    for path in ("", "mine/"):
        assert other.get(f"/f/{made.matter.code}/OWN/{path}").status_code == 404
        assert Client().get(f"/f/{made.matter.code}/OWN/{path}").status_code == 404
    assert other.post(f"/f/{made.matter.code}/OWN/withdraw/").status_code == 404


def test_unsigned_as_before_and_nobody_reports_for_a_neighbour(home: Home, client: Client) -> None:
    come_in(home, "mother", client)
    assert reported(client, whom="").person is None
    other = Client()
    token = "7ba7b810-9dad-41d1-80b4-00c04fd430c8"
    told = {**REPORT, "token": token, "whom": home.people["father"].pk}
    assert other.post("/report/", told).status_code == 302
    assert (
        client.post("/report/", {**told, "token": token.replace("7b", "8b", 1)}).status_code == 302
    )
    assert not Reporter.objects.filter(person__isnull=False).exists()


def test_every_act_for_another_shows_it(home: Home, client: Client) -> None:
    agreed(home, ACT)
    come_in(home, "mother", client)
    assert "代李建国" in text_of(client.get("/report/"))
    made = reported(client, whom=home.people["father"].pk)
    assert made.person == home.people["father"] and made.name == "李建国"
    own = f"/f/{made.matter.code}/OWN/"
    assert "由王**代李**上报" in text_of(client.get(own))
    client.post(f"{own}add/", {"text": "一楼也不亮"})
    assert "由王**代李**补充" in text_of(client.get(own))
    page = text_of(client.get("/my/"))
    assert "您代李建国办" in page and "代李建国 ·" in page
    home.world.login(client, "director")
    seen = text_of(client.get(f"/matters/{made.matter.code}/"))
    assert "由王**代李**上报" in seen and "由王**代李**补充" in seen
    assert "李建国" not in seen and "王秀英" not in seen


def test_what_is_kept_of_the_other_stays_theirs(home: Home, client: Client) -> None:
    agreed(home, ACT)
    come_in(home, "mother", client)
    own = f"/f/{reported(client, whom=home.people['father'].pk).matter.code}/OWN/"
    assert client.get(own).status_code == 200
    for path in ("mine/", "mine/contact/", "mine/copy/json/", "mine/erase/"):
        act = client.get if path == "mine/" else client.post
        assert act(f"{own}{path}").status_code == 404, path


def test_ended_it_is_over_at_once(home: Home, client: Client) -> None:
    made = agreed(home, ACT)
    come_in(home, "mother", client)
    code = reported(client, whom=home.people["father"].pk).matter.code
    assert client.post(f"/my/stand-ins/{made.pk}/end/")["Location"] == "/my/"
    assert client.get(f"/f/{code}/OWN/").status_code == 404
    assert client.post(f"/my/stand-ins/{made.pk}/end/").status_code == 404


def test_when_its_time_is_over_paper_and_names_go(
    home: Home, client: Client, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    come_in(home, "mother", client)
    made = actions.agree(
        by=home.world.actor("director"), principal=home.people["father"], agent=home.people["mother"],
        acts=[ACT, "ballot"], until=timezone.localdate() + timedelta(days=30), seen=True,
        paper=SimpleUploadedFile("a.jpg", picture()),
    )  # fmt: skip
    code = reported(client, whom=home.people["father"].pk).matter.code
    actions.end(by=home.actor("father"), stand_in=made)
    assert erase_stand_ins(timezone.now() - timedelta(days=1)) == 0
    assert erase_stand_ins(timezone.now() + timedelta(seconds=1)) == 1
    assert not StoredFile.objects.filter(about_kind="stand_in").exists()
    home.world.login(client, "director")
    assert "由别人代为上报" in text_of(client.get(f"/matters/{code}/"))


def test_the_own_page_asks_the_database_little(
    home: Home, client: Client, django_assert_max_num_queries: Any
) -> None:
    mother = come_in(home, "mother", Client())
    for turn in range(5):
        token = f"{turn}ba7b810-9dad-41d1-80b4-00c04fd430c8"
        mother.post("/report/", {**REPORT, "token": token, "whom": home.people["mother"].pk})
    with django_assert_max_num_queries(10 + SESSION):
        mother.get("/my/")
