"""The browser lane is what it says: a real Chromium, Chinese, this machine only, axe in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

GOOD = "<!doctype html><html lang=zh-CN><title>开始</title><main><h1>您好</h1></main></html>"
BAD = "<!doctype html><html lang=zh-CN><title>开始</title><main><button></button></main></html>"


def test_a_page_is_seen_in_chinese_and_beijing_time(page: Page) -> None:
    page.set_content(GOOD)
    zone = page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")
    assert page.evaluate("navigator.language") == "zh-CN"
    assert zone == "Asia/Shanghai"
    assert page.get_by_role("heading", name="您好").is_visible()


def test_chinese_is_drawn_with_a_font_that_has_it(page: Page) -> None:
    page.set_content("<span id=a>户</span><span id=b>街</span>")
    shapes = [page.locator(name).screenshot() for name in ("#a", "#b")]
    assert shapes[0] != shapes[1], "two characters look alike: boxes instead of glyphs"


def test_phone_and_desk_have_their_sizes(phone: Page, desk: Page) -> None:
    phone.set_content('<meta name=viewport content="width=device-width"><p>您好')
    assert phone.evaluate("[innerWidth, navigator.maxTouchPoints > 0]") == [390, True]
    assert desk.evaluate("innerWidth") == 1440


def test_nothing_outside_this_machine_is_reached(page: Page) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.com/")


def test_axe_finds_what_is_wrong_and_passes_what_is_right(
    page: Page, axe: Callable[[Page], list[str]]
) -> None:
    page.set_content(GOOD)
    assert axe(page) == []
    page.set_content(BAD)
    assert [line.split()[0] for line in axe(page)] == ["button-name"]


def test_a_wrong_chromium_path_is_not_papered_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from tests.conftest import find_chromium

    monkeypatch.setenv("CHROMIUM_PATH", str(tmp_path / "absent"))
    assert find_chromium() is None
