"""From any page to a household, a visit with a promise, consented help, and the list that carries who looks."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sihe.interaction.rounds.models import Consent, HelpMark, Promise, Round
from sihe.kernel.facts import SYSTEM
from sihe.kernel.people.actions import begin_residence, enter_person
from tests.browser.street_site import Site, press, toast

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
NAME, TAIL = "示例王小明", "1234"
PLACE = "示例花园 3号楼2单元501"


@pytest.fixture
def lived_in(site: Site) -> Site:
    """Let somebody live in flat 501."""
    born = timezone.localdate().year - 71
    person = enter_person(by=SYSTEM, name=NAME, phone=f"1000000{TAIL}", birth_year=born)
    begin_residence(by=SYSTEM, person=person, dwelling=site.world.dwelling, kind="owner_here",
                    since=date(2021, 3, 1))  # fmt: skip
    return site


def found(page: Page, words: str, *, phone: bool) -> None:
    """Find from the page one is on: by the icon on a phone, by "/" at a desk."""
    if phone:
        page.get_by_role("link", name="查找住户").tap()
        page.locator(".find-big input").fill(words)
    else:
        page.locator("main").focus()
        page.keyboard.press("/")
        expect(page.locator(":focus")).to_have_attribute("name", "q")
        page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("查找")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_from_any_page_to_consented_help_and_back(lived_in: Site, phone: bool) -> None:
    site = lived_in
    page = site.window("director", phone=phone)
    site.go(page, "/matters/")
    found(page, "3-2-501", phone=phone)
    site.look_over(page)
    press(page, PLACE)
    expect(page.get_by_role("heading", level=1)).to_have_text(PLACE)
    expect(page.locator("#members")).not_to_contain_text(NAME)
    site.look_over(page)
    visit(site, page)
    mark(site, page)
    listed(site, page)
    page.get_by_role("link", name=PLACE).click()
    opened(page)
    page.locator("#marks summary", has_text="撤回同意").click()
    press(page, "撤回并删掉")
    toast(page, "撤回了")
    assert not HelpMark.objects.exists() and Consent.objects.get().ending == "withdrawn"
    site.go(page, "/households/help/")
    expect(page.locator("main")).to_contain_text("还没有标记过")


def visit(site: Site, page: Page) -> None:
    """Write a visit with a promise; what is missing is said and nothing typed is lost."""
    press(page, "记一次走访")
    page.get_by_label("说了什么").fill("楼道灯坏了")
    page.get_by_label("答应了什么").fill("请物业换灯")
    site.look_over(page)
    press(page, "记下来")
    expect(page.get_by_role("alert").first).to_contain_text("还没选日期")
    sent_back(site)
    expect(page.get_by_label("说了什么")).to_have_value("楼道灯坏了")
    page.get_by_label("哪天前办到").fill(f"{timezone.localdate() + timedelta(days=2)}")
    press(page, "记下来")
    toast(page, "记下了这次走访")
    expect(page.locator("#promises")).to_contain_text("请物业换灯")
    expect(page.locator("#rounds")).to_contain_text("楼道灯坏了")
    assert (Round.objects.count(), Promise.objects.count()) == (1, 1)


def mark(site: Site, page: Page) -> None:
    """Mark help; the resident signs with a finger on the screen."""
    press(page, "标记要帮什么")
    page.get_by_text("需上门", exact=True).click()
    site.look_over(page)
    press(page, "记下同意")
    expect(page.get_by_role("alert").first).to_contain_text("还没有签字")
    sent_back(site)
    canvas = page.locator("[data-sign] canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + 40 + 12 * step, box["y"] + 60 + (step % 3) * 14)
    page.mouse.up()
    press(page, "记下同意")
    toast(page, "标好了")
    assert Consent.objects.get().way == "screen"
    expect(page.locator("#marks")).not_to_contain_text("需上门")
    opened(page)
    expect(page.locator("#marks")).to_contain_text("需上门")
    expect(page.locator("#members")).to_contain_text(NAME)
    expect(page.locator("img.watermark")).to_be_visible()
    site.look_over(page)


def sent_back(site: Site) -> None:
    """Forget that the browser noted the status of a form that came back with a fault (422)."""
    fault = site.faults.pop()
    assert "422" in fault and not site.faults


def opened(page: Page) -> None:
    """Open the page for a purpose, unless it is open still."""
    if page.locator("#open").get_by_role("button", name="打开看").count():
        page.locator("#open").get_by_text("上门办理").click()
        page.locator("#open").get_by_role("button", name="打开看").click()


def listed(site: Site, page: Page) -> None:
    """See the list of those who need help, with the mark of who looks across it."""
    site.go(page, "/households/help/")
    page.get_by_text("上门办理").click()
    press(page, "打开看")
    expect(page.locator("main")).to_contain_text(NAME)
    water = page.locator("img.watermark")
    expect(water).to_have_attribute("data-words", re.compile("^示例居委会主任 示例居委会 20"))
    assert water.evaluate("w => w.naturalWidth > 0 && getComputedStyle(w).pointerEvents === 'none'")
    size = page.viewport_size
    box = water.bounding_box()
    assert size is not None and box is not None
    assert (round(box["width"]), round(box["height"])) == (size["width"], size["height"])
    page.emulate_media(media="print")
    expect(water).to_be_visible()
    page.emulate_media(media="screen")
    site.look_over(page)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_by_name_and_by_tail(lived_in: Site, phone: bool) -> None:
    page = lived_in.window("grid_worker", phone=phone)
    lived_in.go(page, "/desk/")
    found(page, NAME, phone=phone)
    expect(page.locator("main")).to_contain_text("100****1234")
    expect(page.locator("main")).to_contain_text("姓名")
    page.locator(".find-big input").fill(TAIL)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("电话尾号")
    expect(page.locator("main")).not_to_contain_text(NAME)
    page.locator(".find-big input").fill("没有这个人")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("没找到")
    lived_in.look_over(page)


def test_a_person_moves_in_and_out_by_hand(lived_in: Site) -> None:
    page = lived_in.window("grid_worker", phone=True)
    lived_in.go(page, f"/households/{lived_in.world.dwelling.pk}/")
    press(page, "记谁住进来")
    page.get_by_label("姓名").fill("示例周新")
    page.get_by_text("租户", exact=True).click()
    lived_in.look_over(page)
    press(page, "记下来")
    toast(page, "住进来了")
    row = page.locator("#members tr", has_text="租户")
    row.locator("summary", has_text="搬走了").click()
    press(page, "记下搬走")
    toast(page, "搬走了")
