"""A resident reports, follows, adds, rates and reopens: by list, by building sign, by words, without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from sihe.interaction.handling import actions as handling
from sihe.interaction.handovers import actions as handovers
from sihe.interaction.handovers.models import Handover
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from sihe.kernel.files.models import StoredFile
from tests.browser.street_site import Site, assert_fits, only_matter, press
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
MOST_TAPS = 5


class Finger:
    """Taps and counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def button(self, name: str) -> None:
        """Tap a button by its words."""
        self.page.get_by_role("button", name=name, exact=True).first.tap()
        self.taps += 1

    def field(self, label: str, words: str) -> None:
        """Tap into a field and type."""
        field = self.page.get_by_label(label).first
        field.tap()
        self.taps += 1
        field.fill(words)


def receipt(page: Page) -> tuple[str, str]:
    """Read code and secret off the receipt, as a person does."""
    page.wait_for_url(re.compile(r"/receipt/$"))
    shown = page.locator(".receipt .code")
    return shown.nth(0).inner_text().strip(), shown.nth(1).inner_text().strip()


def answer(world: World, matter: Matter, words: str) -> None:
    """Let staff take it over, do it and check it."""
    offer = Handover.objects.get(matter=matter)
    handovers.accept(by=world.actor("manager"), handover=offer)
    handling.finish(by=world.actor("manager"), matter=matter, text=words)
    handling.check(by=world.actor("director"), matter=matter, passed=True)


def test_from_the_list_to_rating_and_reopening(site: Site) -> None:
    page = site.window(phone=True)
    site.go(page, "/")
    press(page, "上报问题")
    site.look_over(page)
    finger = Finger(page)
    finger.field("什么事", "电梯停在5层不动了")
    for name in ("示例花园", "3号楼", "2单元"):
        finger.button(name)
    site.look_over(page)
    finger.button("上报")
    code, secret = receipt(page)
    assert finger.taps <= MOST_TAPS
    site.look_over(page)
    expect(page.locator("main")).to_contain_text("花园物业")
    _followed_as_typed(site, page, code, secret)
    answer(site.world, only_matter(), "换了一块主板，已试运行。")
    page.reload()
    site.look_over(page)
    _rated_and_reopened(site, page)


def _followed_as_typed(site: Site, page: Page, code: str, secret: str) -> None:
    site.go(page, "/follow/")
    page.get_by_label("编号").fill(f" {code.lower()} ")
    page.get_by_label("查询码").fill(secret.lower().replace(" ", " - "))
    press(page, "查进度")
    expect(page.locator("main")).to_contain_text("您上报了问题")
    site.look_over(page)
    page.locator("summary", has_text="我有补充").tap()
    page.get_by_label("补充什么").fill("里面没有人")
    press(page, "发出补充")
    expect(page.locator("[data-toasts]")).to_contain_text("收到您的补充")
    expect(page.locator("main ol")).to_contain_text("里面没有人")


def _rated_and_reopened(site: Site, page: Page) -> None:
    expect(page.locator("main")).to_contain_text("换了一块主板")
    press(page, "交评价")
    expect(page.locator("main")).to_contain_text("请点一下解决了没有。")
    page.get_by_text("没解决", exact=True).tap()
    page.get_by_text("不满意", exact=True).tap()
    press(page, "交评价")
    expect(page.locator("[data-toasts]")).to_contain_text("谢谢您")
    assert only_matter().reporters.get().satisfaction == 2
    page.get_by_label("哪里没办好").fill("又停了")
    site.look_over(page)
    press(page, "请接着办")
    expect(page.locator("[data-toasts]")).to_contain_text("接着办")
    site.look_over(page)
    matter = only_matter()
    assert (matter.state, matter.accountable) == (states.RECEIVED, site.world.property)


def test_from_the_building_sign_with_photo_and_phone(site: Site, photo: str) -> None:
    page = site.window(phone=True)
    site.go(page, f"/b/{site.world.building.sign}/")
    expect(page.locator("#place")).to_contain_text("3号楼")
    finger = Finger(page)
    finger.field("什么事", "楼道顶上漏水")
    page.locator("input[type=file]").set_input_files(photo)
    finger.field("电话", "13800138000")
    finger.button("上报")
    code, _ = receipt(page)
    assert finger.taps <= MOST_TAPS
    matter = Matter.objects.get(code=code)
    assert matter.building == site.world.building
    assert StoredFile.objects.count() == 1
    press(page, "查进度")
    picture = page.get_by_alt_text("照片").first
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
    assert "13800138000" not in page.content()
    site.look_over(page)


def test_own_words_are_enough(site: Site) -> None:
    page = site.window(phone=True)
    site.go(page, "/report/")
    finger = Finger(page)
    finger.field("什么事", "垃圾堆了好几天")
    finger.button("都不是，我来写")
    finger.field("写在哪里", "示例花园5号楼门口")
    site.look_over(page)
    finger.button("上报")
    code, _ = receipt(page)
    assert finger.taps <= MOST_TAPS
    assert Matter.objects.get(code=code).building == site.world.second_building


def test_the_whole_way_with_script_off(site: Site) -> None:
    page = site.window(phone=True, script=False)
    page.goto(f"{site.address}/report/")
    page.get_by_label("什么事").fill("电梯不走了")
    press(page, "示例花园")
    press(page, "3号楼")
    expect(page.get_by_label("什么事")).to_have_value("电梯不走了")
    assert_fits(page)
    press(page, "上报")
    code, secret = receipt(page)
    answer(site.world, Matter.objects.get(code=code), "修好了。")
    page.goto(f"{site.address}/follow/")
    page.get_by_label("编号").fill(code)
    page.get_by_label("查询码").fill(secret)
    press(page, "查进度")
    assert_fits(page)
    page.get_by_label("没解决", exact=True).check()
    page.get_by_label("很不满意", exact=True).check()
    press(page, "交评价")
    page.get_by_label("哪里没办好").fill("还是不走")
    press(page, "请接着办")
    expect(page.locator("main")).to_contain_text("您说还没办好")
    assert_fits(page)
    assert Matter.objects.get(code=code).state == states.RECEIVED


def test_sent_twice_is_one_matter(site: Site) -> None:
    page = site.window(phone=True)
    site.go(page, "/report/")
    page.get_by_label("什么事").fill("楼下垃圾没人收")
    press(page, "示例花园")
    expect(page.locator("#place")).to_contain_text("哪栋楼")
    token = page.locator("#report [name=token]").input_value()
    press(page, "上报")
    first = receipt(page)
    page.go_back()
    page.locator("#report [name=token]").evaluate("(one, value) => { one.value = value }", token)
    page.get_by_label("什么事").fill("楼下垃圾没人收")
    page.locator("#report").get_by_role("button", name="上报", exact=True).tap()
    assert receipt(page) == first
    assert Matter.objects.count() == 1
