"""A matter past its time: in words on the desks, and told exactly once a level, however often it is looked for."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from sihe.interaction.deadlines.actions import scan_deadlines
from sihe.interaction.handovers.actions import accept
from sihe.interaction.handovers.models import Handover
from sihe.interaction.intake.actions import report
from sihe.kernel.facts import RESIDENT
from sihe.kernel.journal.courier import deliver
from sihe.kernel.journal.models import Entry
from sihe.kernel.places.spots import PlaceGiven
from tests.browser.street_site import Site, only_matter

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TITLE = "3号楼电梯两天没修"


@pytest.fixture
def late(site: Site) -> str:
    """Secret address of a report that the company accepted and has left lying for three days."""
    moment = timezone.now() - timedelta(days=3)
    made = report(
        by=RESIDENT, token=uuid4(), text=TITLE, category_code="lift", at=moment,
        given=PlaceGiven(area=site.world.building.pk),
    )  # fmt: skip
    accept(by=site.world.actor("manager"), handover=Handover.objects.get(), at=moment)
    return f"/f/{made.matter.code}/{made.secret}/"


def test_late_is_said_in_words_to_everybody_concerned(site: Site, late: str) -> None:
    company = site.window("manager", phone=True)
    site.go(company, "/desk/")
    expect(company.locator("main")).to_contain_text("1 件已超时")
    row = company.locator("#todo").get_by_role("row").filter(has_text=TITLE)
    expect(row).to_contain_text("超时 2 天")
    site.look_over(company)
    leader = site.window("leader")
    site.go(leader, "/desk/")
    expect(leader.locator("#area-late")).to_contain_text(TITLE)
    leader.get_by_role("link", name="看全部超时的").click()
    expect(leader.get_by_role("row").filter(has_text=TITLE)).to_contain_text("超时 2 天")
    site.look_over(leader)
    resident = site.window(phone=True)
    site.go(resident, late)
    expect(resident.locator("main")).to_contain_text(re.compile("比说好的晚了2 ?天，正在催。"))


def test_each_level_is_told_once_however_often_it_is_looked_for(site: Site, late: str) -> None:
    now = timezone.now()
    for minutes in range(8):
        scan_deadlines(now + timedelta(seconds=minutes))
        deliver()
    levels = [e.payload["level"] for e in Entry.objects.filter(fact="matters.Escalated")]
    assert len(levels) == len(set(levels))
    assert max(levels) == 3
    company = site.window("manager")
    site.go(company, f"/matters/{only_matter().code}/")
    line = company.locator("#line")
    expect(line.get_by_text("已超时，已提醒。")).to_have_count(1)
    expect(line.get_by_text("超时较久，已报上级。")).to_have_count(1)
    leader = site.window("leader")
    site.go(leader, "/notices/")
    told = leader.get_by_role("row").filter(has_text=only_matter().code)
    expect(told).to_have_count(1)
    told.get_by_role("button", name="去看", exact=True).click()
    expect(leader.get_by_role("heading", level=1)).to_have_text(TITLE)
