"""A first roll with its mess, the next month's with differences only, and its undoing; two at once."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from sihe.engines.rolls.tests.making import Made
from sihe.intelligence.rolls.models import Roll
from sihe.intelligence.rollwork import running
from sihe.intelligence.rollwork.tests.ground import days_ago, dwellings, register
from sihe.kernel.facts import SYSTEM
from sihe.kernel.people.actions import begin_residence, enter_person
from sihe.kernel.people.models import Person
from sihe.kernel.places.models import Dwelling
from tests.browser.roll_files import first_roll, second_roll
from tests.browser.street_site import Site, press, toast
from tests.browser.test_finding import opened

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
BOTH = pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
ROOMS = [
    ("3", "2", "501"),
    ("3", "2", "502"),
    ("3", "2", "601"),
    ("5", "1", "101"),
    ("5", "1", "102"),
]
AFTER_FIRST = ["示例周安", "示例孙丽", "示例李红", "示例王小明"]


class Now:
    """Does at once what the worker would do."""

    @staticmethod
    def enqueue(roll: int) -> None:
        """Work on a roll."""
        running.go_on(roll)


@pytest.fixture
def rolled(site: Site, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Let the doors stand, one neighbour be known by another writing, and the worker be quick."""
    settings.MEDIA_ROOT = tmp_path / "files"
    for page in ("pages", "deciding"):
        monkeypatch.setattr(f"sihe.intelligence.rollwork.views.{page}.work_on", Now)
    dwellings(site.world, [Made(*door, "", "", "", "tenant") for door in ROOMS])
    known = enter_person(by=SYSTEM, name="示例王晓明", phone="10000000001")
    begin_residence(by=SYSTEM, person=known, dwelling=site.world.dwelling, kind="owner_here",
                    since=date(2020, 5, 1))  # fmt: skip
    return site


def bring(site: Site, page: Page, file: Path, day: date) -> Roll:
    """Upload a roll of the community and take its columns as they were found."""
    site.go(page, "/rolls/")
    page.get_by_label("名册文件").set_input_files(str(file))
    page.get_by_label("名册写的是哪里").select_option(str(site.world.community.pk))
    page.get_by_label("哪天的名册").fill(day.isoformat())
    page.get_by_label("没写居住情况的算").select_option(label="租户")
    press(page, "传上来看看")
    expect(page.get_by_label("姓名", exact=True)).to_have_value("姓名")
    site.look_over(page)
    press(page, "读一遍，比一比")
    return Roll.objects.latest("pk")


def names() -> list[str]:
    """Return who lives somewhere now, by name."""
    return sorted(row[3] for row in register())


def confirm_ticked(page: Page, *who: str) -> None:
    """Tick the boxes of these people and confirm them together."""
    for name in who:
        page.get_by_role("checkbox", name=name).check()
    press(page, "确认打勾的")
    toast(page, f"办了{len(who)}条")


@BOTH
def test_two_months_of_rolls_and_back(rolled: Site, tmp_path: Path, phone: bool) -> None:
    site, page = rolled, rolled.window("director", phone=phone)
    roll = bring(site, page, first_roll(tmp_path), days_ago(30))
    expect(page.locator(".roll-figures")).to_contain_text("没收")
    assert (Roll.objects.get(pk=roll.pk).rows, names()) == (
        8,
        ["示例王晓明"],
    )  # nothing written yet
    site.look_over(page)
    refused(site, page, roll)
    first_confirmed(site, page, roll)
    assert names() == AFTER_FIRST
    second = bring(site, page, second_roll(tmp_path), days_ago(0))
    second_confirmed(site, page, second)
    assert names() == ["示例孙丽", "示例李红", "示例王小明", "示例钱新"]
    spells(site, page)
    site.go(page, f"/rolls/{second.pk}/")
    page.locator("summary", has_text="撤销这份名册").click()
    press(page, "撤销整份")
    expect(page.locator(".chip").first).to_have_text("已撤销")
    site.look_over(page)
    assert names() == AFTER_FIRST
    assert Person.objects.get(name="示例李红").phone == "10000000002"


def refused(site: Site, page: Page, roll: Roll) -> None:
    """See each row that did not come in with its cell and its mend, and take the list along."""
    press(page, "一行一行看")
    for line, words in ((5, "已并到另一行"), (8, "补上姓名"), (9, "改房号"), (10, "补全")):
        expect(page.locator("tr", has_text=f"第 {line} 行")).to_contain_text(words)
    expect(page.locator("tr", has_text="第 10 行")).to_contain_text("联系电话")
    site.look_over(page)
    site.go(page, f"/rolls/{roll.pk}/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载 XLSX").click()
    book = load_workbook(BytesIO(Path(waiting.value.path()).read_bytes()))
    assert [row[0] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == [
        "5",
        "8",
        "9",
        "10",
    ]


def first_confirmed(site: Site, page: Page, roll: Roll) -> None:
    """Confirm one building's moving in together, the rest by ticks, and the doubtful one by itself."""
    site.go(page, f"/rolls/{roll.pk}/changes/?kind=in&building={site.world.building.pk}")
    page.locator("summary", has_text="确认全部 2 条").click()
    site.look_over(page)
    press(page, "全部确认")
    toast(page, "办了2条")
    assert names() == ["示例周安", "示例李红", "示例王晓明"]
    site.go(page, f"/rolls/{roll.pk}/changes/")
    confirm_ticked(page, "示例孙丽")
    doubtful = page.locator("tr", has_text="名字写法不同")
    expect(doubtful.get_by_role("checkbox")).to_have_count(0)
    doubtful.get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("示例王晓明")
    expect(page.locator("main")).not_to_contain_text("10000000001")
    site.look_over(page)
    press(page, "是同一个人，按名册改")
    toast(page, "记下了")


def second_confirmed(site: Site, page: Page, roll: Roll) -> None:
    """See nothing but who came, went and changed; confirm each."""
    press(page, "去确认 3 条")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(3)
    for who, what in (("示例钱新", "搬来"), ("示例周安", "搬走"), ("示例李红", "有变化")):
        expect(rows.filter(has_text=who)).to_contain_text(what)
    site.look_over(page)
    for who, button in (
        ("示例钱新", "确认搬来"),
        ("示例周安", "确认搬走"),
        ("示例李红", "按名册改"),
    ):
        rows.filter(has_text=who).get_by_role("link").first.click()
        press(page, button)
        toast(page, "记下了")
    roll.refresh_from_db()
    assert (roll.state, roll.same) == ("done", 2)


def spells(site: Site, page: Page) -> None:
    """See the new spell at the household's page."""
    dwelling = Dwelling.objects.get(number="601")
    site.go(page, f"/households/{dwelling.pk}/")
    opened(page)
    expect(page.locator("#members")).to_contain_text("示例钱新")
    expect(page.locator("#members")).to_contain_text("租户")


@BOTH
def test_the_second_at_the_same_place_is_told_who_is_at_it(
    rolled: Site, tmp_path: Path, phone: bool
) -> None:
    first = rolled.window("director", phone=phone)
    bring(rolled, first, first_roll(tmp_path), days_ago(30))
    second = rolled.window("director", phone=phone)
    bring(rolled, second, second_roll(tmp_path), days_ago(0))
    expect(second.get_by_role("alert").first).to_contain_text(
        "示例居委会主任正在办这里的名册「first.xlsx」"
    )
    rolled.look_over(second)
    assert "422" in rolled.faults.pop() and not rolled.faults
    assert Roll.objects.latest("pk").state == "new"
