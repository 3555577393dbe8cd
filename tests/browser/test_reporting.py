"""A resident and a grid worker in a real browser: five taps, no script, no signal, no violation."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from tests.conftest import PEOPLE
from tests.world import World

# a browser needs committed rows; those that the migrations brought come back before each test
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
Axe = Callable[[Page], list[str]]


class Taps:
    """Counts what a finger does."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def on(self, selector: str) -> None:
        """Tap once."""
        self.page.locator(selector).first.tap()
        self.count += 1


def signed_in(page: Page, address: str, world: World, persona: str) -> None:
    """Give the browser the session of a persona."""
    client = world.login(Client(), persona)
    cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


def test_report_in_five_taps_and_follow(
    phone: Page, live_server: object, world: World, axe: Axe
) -> None:
    taps = Taps(phone)
    phone.goto(f"{live_server}/report/")
    taps.on("#id_what")
    phone.keyboard.type("3号楼的电梯又停了，老人上不去楼")
    taps.on("#place button:has-text('示例花园')")
    expect(phone.locator("#place")).to_contain_text("哪栋楼")
    taps.on("#place button:has-text('3号楼')")
    expect(phone.locator("#place")).to_contain_text("哪个单元")
    taps.on("#place button:has-text('2单元')")
    assert axe(phone) == []
    taps.on("button.btn-primary")
    phone.wait_for_url(re.compile(r"/receipt/$"))
    assert taps.count <= 5
    expect(phone.locator(".say")).to_contain_text("已请花园物业处理")
    assert axe(phone) == []
    phone.locator("a.btn-primary").tap()
    expect(phone.locator(".line")).to_contain_text("您上报了问题")
    assert axe(phone) == []
    assert Matter.objects.get().unit == world.building_unit2


def test_errors_keep_place_words_and_photo(
    phone: Page, live_server: object, world: World, png: str
) -> None:
    phone.goto(f"{live_server}/b/{world.building.sign}/")
    phone.fill("#id_what", "楼道漏水")
    phone.set_input_files("#id_photos", png)
    phone.fill("#id_phone", "138001")
    phone.locator("button.btn-primary").tap()
    expect(phone.locator("#report")).to_contain_text("电话少了5位")
    expect(phone.locator("#place")).to_contain_text("3号楼")
    assert phone.input_value("#id_what") == "楼道漏水"
    assert phone.evaluate("document.getElementById('id_photos').files.length") == 1
    phone.fill("#id_phone", "13800138000")
    phone.locator("button.btn-primary").tap()
    phone.wait_for_url(re.compile(r"/receipt/$"))


def test_draft_is_back_after_the_page_was_closed(
    phone: Page, live_server: object, world: World
) -> None:
    phone.goto(f"{live_server}/report/")
    phone.locator("#id_what").press_sequentially("写了一半")
    phone.wait_for_timeout(500)
    phone.goto("about:blank")
    phone.goto(f"{live_server}/report/")
    expect(phone.locator("#id_what")).to_have_value("写了一半")


def test_everything_works_with_script_off_at_360(
    browser: Browser, live_server: object, world: World
) -> None:
    with browser.new_context(
        **PEOPLE, java_script_enabled=False, viewport={"width": 360, "height": 740}
    ) as context:
        page = context.new_page()
        page.goto(f"{live_server}/report/")
        page.fill("#id_what", "楼下垃圾没人收")
        page.click("#place button:has-text('示例花园')")
        page.click("#place button:has-text('5号楼')")
        assert page.input_value("#id_what") == "楼下垃圾没人收"
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.click("button.btn-primary")
        page.click("a.btn-primary")
        page.click("summary:has-text('我有补充')")
        page.fill("[name=text]", "还有纸箱")
        page.click("button:has-text('发出补充')")
        assert "还有纸箱" in page.content()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_settled_without_signal_is_sent_later_once(
    phone: Page, live_server: object, world: World, png: str, axe: Axe
) -> None:
    signed_in(phone, str(live_server), world, "grid_worker")
    phone.goto(f"{live_server}/quick/")
    phone.evaluate("navigator.serviceWorker.ready")
    phone.wait_for_timeout(1000)
    assert axe(phone) == []
    phone.context.set_offline(True)
    taps = Taps(phone)
    taps.on("label:has-text('垃圾堆放')")
    taps.on("label:has-text('示例花园5号楼')")
    phone.set_input_files("#id_photos", png)
    taps.on("button:has-text('当场处理好了')")
    assert taps.count <= 3
    expect(phone.locator("[data-queue]")).to_contain_text("还有1件存在手机里")
    assert not Matter.objects.exists()
    phone.reload()
    expect(phone.locator("[data-queue]")).to_contain_text("还有1件存在手机里")
    phone.context.set_offline(False)
    expect(phone.locator("[data-queue]")).to_be_hidden(timeout=10_000)
    matter = Matter.objects.get()
    assert (matter.state, matter.building) == (states.CLOSED, world.second_building)


@pytest.fixture
def png(tmp_path: object) -> str:
    """Return the path of a small photo."""
    from pathlib import Path

    from PIL import Image

    path = Path(str(tmp_path)) / "photo.png"
    Image.new("RGB", (60, 40), "teal").save(path)
    return str(path)
