"""The pages of acting for another; every act done so shows it, to the resident and to staff."""

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
from sihe.interaction.accounts.tests.test_pages import come_in, text_of
from sihe.interaction.standins import actions
from sihe.interaction.standins.models import StandIn
from sihe.interaction.standins.queries import NOTICES, REPORT
from sihe.kernel.files.tests.test_files import picture


@pytest.fixture(autouse=True)
def _uncounted() -> None:
    cache.clear()


def agreed(home: Home, *acts: str) -> StandIn:
    return actions.agree(
        by=home.world.actor("director"), principal=home.people["father"], agent=home.people["mother"],
        acts=acts, until=timezone.localdate() + timedelta(days=30), seen=True,
    )  # fmt: skip


def test_only_notices_are_read_by_who_may_only_read_them(home: Home, client: Client) -> None:
    agreed(home, NOTICES)
    come_in(home, "mother", client)
    assert "代李建国" not in text_of(client.get("/report/"))


def test_offered_and_brought_by_the_pages(home: Home, client: Client) -> None:
    come_in(home, "father", client)
    until = timezone.localdate() + timedelta(days=30)
    bad = client.post("/my/stand-ins/offer/", {"acts": ["ballot"], "until": until})
    assert bad.status_code == 200
    page = client.post("/my/stand-ins/offer/", {"acts": ["report"], "until": until})
    context = page.context
    other = come_in(settle_in(home.world, "502"), "mother", Client())
    told = {"number": context["offer"].number, "digits": "00000000"}
    assert other.post("/my/stand-ins/accept/", told).status_code == 200
    told["digits"] = context["digits"]
    assert other.post("/my/stand-ins/accept/", told)["Location"] == "/my/"
    assert "您代李建国办" in text_of(other.get("/my/"))
    assert "王秀英代您办" in text_of(client.get("/my/"))


def test_at_the_desk_with_a_written_proxy_for_ballots(
    home: Home, client: Client, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    home.world.login(client, "grid_worker")
    told = {
        "principal": home.people["father"].pk, "name": "王秀英", "where": "示例花园3号楼2单元501",
        "acts": ["report", "ballot"], "until": timezone.localdate() + timedelta(days=30), "seen": "on",
    }  # fmt: skip
    path = f"/slips/flat/{home.dwelling.pk}/agree/"
    page = client.post(path, told)
    assert page.status_code == 200 and "代投票要书面委托" in text_of(page)
    photo = SimpleUploadedFile("a.jpg", picture())
    assert client.post(path, {**told, "paper": photo}).status_code == 302
    made = StandIn.objects.get()
    assert made.ballots and made.written and made.witness == home.world.people["grid_worker"]
    assert "王*英代李*国" in text_of(client.get("/stand-ins/?state=running"))
    unknown = client.post(path, {**told, "acts": ["report"], "name": "无此人"})
    assert "没有这一位" in text_of(unknown)
    assert client.post(f"/stand-ins/{made.pk}/end/").status_code == 302
    assert "王*英" not in text_of(client.get("/stand-ins/?state=running"))
    assert "王*英" in text_of(client.get("/stand-ins/?state=over"))


def test_a_guardian_at_the_desk_reports_for_the_child(home: Home, client: Client) -> None:
    home.world.login(client, "grid_worker")
    told = {"child": home.people["girl"].pk, "guardian": home.people["mother"].pk, "seen": "on"}
    path = f"/slips/flat/{home.dwelling.pk}/guard/"
    assert client.post(path, {**told, "guardian": home.people["boy"].pk}).status_code == 200
    assert client.post(path, told).status_code == 302
    mother = come_in(home, "mother", Client())
    assert "代李小红" in text_of(mother.get("/report/"))


def test_the_desk_of_elsewhere_sees_and_ends_nothing(home: Home, client: Client) -> None:
    made = agreed(home, REPORT)
    home.world.login(client, "stranger")
    assert "王*英" not in text_of(client.get("/stand-ins/"))
    assert client.post(f"/stand-ins/{made.pk}/end/").status_code == 404
    for act in ("agree", "guard"):
        assert client.post(f"/slips/flat/{home.dwelling.pk}/{act}/").status_code == 404


def test_the_list_asks_the_database_little(
    home: Home, client: Client, django_assert_max_num_queries: Any
) -> None:
    for n in range(50):
        friend = home.add(f"friend{n}", f"钱{n}", 40)
        StandIn.objects.create(
            principal=home.people["father"], agent=friend, acts=[REPORT], way="desk",
            since=timezone.localdate(), until=timezone.localdate(), agreed_at=timezone.now(),
        )  # fmt: skip
    home.world.login(client, "director")
    with django_assert_max_num_queries(10):
        client.get("/stand-ins/")
