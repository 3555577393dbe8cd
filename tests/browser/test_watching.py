"""What the journeys watch for is really seen: each fault is planted once and must be noted."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.street_site import Site, assert_fits

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def add(page: Page, kind: str, words: str) -> None:
    """Put an element into the page."""
    page.evaluate(
        """([kind, words]) => {
            const one = document.createElement(kind);
            one.textContent = words;
            document.querySelector("main").append(one);
        }""",
        [kind, words],
    )


def test_console_errors_and_refused_scripts_are_noted(site: Site) -> None:
    page = site.window()
    site.go(page, "/")
    page.evaluate("console.error('示例错误')")
    add(page, "script", "document.title = 'ran'")
    page.evaluate("setTimeout(() => { throw new Error('示例异常') })")
    page.goto(f"{site.address}/follow/")
    expect(page).not_to_have_title("ran")
    noted = " ".join(site.faults)
    assert "示例错误" in noted and "Content Security Policy" in noted and "示例异常" in noted
    site.faults.clear()


def test_a_page_that_scrolls_sideways_is_refused(site: Site) -> None:
    page = site.window(phone=True)
    site.go(page, "/report/")
    add(page, "p", "宽")
    page.locator("main > p").last.evaluate("one => { one.style.width = '370px' }")
    with pytest.raises(AssertionError):
        assert_fits(page)


def test_a_field_without_a_label_is_refused(site: Site) -> None:
    page = site.window()
    site.go(page, "/report/")
    add(page, "textarea", "")
    with pytest.raises(AssertionError, match="label"):
        site.look_over(page)
