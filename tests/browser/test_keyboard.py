"""Everything can be reached with Tab, Enter and the space bar; the first stop leads past the head."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from sihe.interaction.matters.models import Matter
from tests.browser.street_site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
MOST_STOPS = 60


FOCUS = """() => { const one = document.activeElement, style = getComputedStyle(one);
  const label = one.labels && one.labels.length ? one.labels[0].innerText : "";
  return { words: (one.innerText || label).trim(), nowhere: one === document.body,
    ring: style.outlineStyle !== "none" || style.boxShadow !== "none" || style.opacity === "0" }; }"""


def walk_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus is called so; each stop on the way must show its ring."""
    found = page.evaluate(FOCUS)
    for _ in range(MOST_STOPS):
        if found["words"].startswith(words):
            return
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        assert not found["nowhere"], f"the walk ended before {words}"
        assert found["ring"], f"{found['words']} shows no focus"
    raise AssertionError(f"{words} was not reached")


def test_report_and_follow_without_a_mouse(site: Site) -> None:
    page = site.window()
    page.goto(f"{site.address}/report/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "跳到正文"
    walk_to(page, "什么事")
    page.keyboard.type("楼道里堆着纸箱")
    walk_to(page, "示例花园")
    page.keyboard.press("Enter")
    expect(page.locator("#place")).to_contain_text("哪栋楼")
    walk_to(page, "3号楼")
    page.keyboard.press("Space")
    expect(page.locator("#place")).to_contain_text("哪个单元")
    walk_to(page, "您的电话")
    page.keyboard.type("13800138000")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/receipt/$"))
    walk_to(page, "查进度")
    page.keyboard.press("Enter")
    expect(page.locator(".line")).to_contain_text("您上报了问题")
    walk_to(page, "我有补充")
    page.keyboard.press("Enter")
    walk_to(page, "补充什么")
    page.keyboard.type("还有一辆旧车")
    walk_to(page, "发出补充")
    page.keyboard.press("Enter")
    expect(page.locator(".line")).to_contain_text("还有一辆旧车")
    assert Matter.objects.get().building == site.world.building


def test_errors_take_the_focus_and_lead_to_the_field(site: Site) -> None:
    page = site.window()
    page.goto(f"{site.address}/report/")
    walk_to(page, "什么事")
    walk_to(page, "上报")
    page.keyboard.press("Enter")
    expect(page.locator(".errors")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".errors a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#id_what")).to_be_focused()
