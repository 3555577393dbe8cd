"""The small street in a browser: windows of residents and staff, and what is asked of every page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from sihe.interaction.intake.actions import report
from sihe.interaction.matters.actions.registering import Registered
from sihe.interaction.matters.models import Matter
from sihe.kernel.facts import RESIDENT
from sihe.kernel.places.spots import PlaceGiven
from tests.conftest import PEOPLE
from tests.world import World

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
NARROWEST = 360
CODE = re.compile(r"/[0-9A-Z]{5,}/(?:[0-9A-Z]{8}/)?")
LOOKED_OVER: set[tuple[str, int, str]] = set()
OFFLINE = "net::ERR_INTERNET_DISCONNECTED"


class Site:
    """Opens windows; `faults` gathers console errors, refused content and uncaught exceptions."""

    def __init__(
        self, browser: Browser, address: str, world: World, axe: Callable[[Page], list[str]]
    ) -> None:
        self.browser, self.address, self.world, self._axe = browser, address, world, axe
        self.faults: list[str] = []
        self._contexts: list[BrowserContext] = []
        self._personas: dict[Page, str] = {}

    def window(self, persona: str = "", *, phone: bool = False, script: bool = True) -> Page:
        """Open a window of its own: a resident's, or with the session of a persona."""
        context = self.browser.new_context(
            **PEOPLE, **(PHONE if phone else DESK), java_script_enabled=script
        )
        context.set_default_timeout(8_000)
        context.on("console", self._note)
        context.on("weberror", lambda error: self.faults.append(f"uncaught: {error.error}"))
        self._contexts.append(context)
        if persona:
            cookie = self.world.login(Client(), persona).cookies[
                django_settings.SESSION_COOKIE_NAME
            ]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])
        page = context.new_page()
        self._personas[page] = persona
        return page

    def go(self, page: Page, path: str) -> Page:
        """Open an address of the product; a page opened so for the first time is looked over."""
        page.goto(f"{self.address}{path}")
        size = page.viewport_size
        kind = (self._personas.get(page, ""), size["width"] if size else 0, CODE.sub("/*/", path))
        if kind not in LOOKED_OVER:
            self.look_over(page)
            LOOKED_OVER.add(kind)
        return page

    def look_over(self, page: Page) -> Page:
        """Fail on a serious accessibility violation and on a page wider than its window."""
        violations = self._axe(page)
        assert not violations, f"{page.url}: {violations}"
        assert_fits(page)
        return page

    def close(self) -> None:
        """Close every window."""
        for context in self._contexts:
            context.close()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and OFFLINE not in message.text:
            self.faults.append(f"{message.text} at {message.location.get('url')}")


def assert_fits(page: Page) -> None:
    """Fail where the window scrolls sideways; a phone's page must fit the narrowest phone too."""
    size = page.viewport_size
    assert size is not None
    if size["width"] < 600:
        page.set_viewport_size({"width": NARROWEST, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST, page.url
        page.set_viewport_size(size)
    else:
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


def press(page: Page, name: str) -> None:
    """Press the first button or link that is called exactly so."""
    found = page.get_by_role("button", name=name, exact=True).or_(
        page.get_by_role("link", name=name, exact=True)
    )
    found.first.click()


def choose(page: Page, name: str) -> None:
    """Press what opens a form in place, wait for the form, and leave it open."""
    more = page.locator("summary", has_text="更多办法")
    wanted = page.locator("#acts").get_by_role("link", name=name, exact=True)
    if not wanted.is_visible() and more.count():
        more.click()
    wanted.click()
    expect(page.locator("#act-form form")).to_be_visible()


def send(page: Page, name: str) -> None:
    """Press the button of the form that stands open."""
    page.locator("#act-form form").get_by_role("button", name=name, exact=True).click()


def toast(page: Page, words: str) -> None:
    """Wait until the page says something."""
    expect(page.locator("[data-toasts]")).to_contain_text(words)


def only_matter() -> Matter:
    """Return the one matter that is no part of another."""
    return Matter.objects.get(parent=None)


def reported(
    world: World, text: str, kind: str, *, area: str = "building", phone: str = ""
) -> Registered:
    """Report as a resident does, without the window; answers the matter and its receipt."""
    given = PlaceGiven(area=world.areas[area].pk)
    return report(
        by=RESIDENT, token=uuid4(), text=text, given=given, category_code=kind, phone=phone
    )


def moment(hours: float) -> str:
    """Return the moment so many hours from now as a browser's date field takes it."""
    return timezone.localtime(timezone.now() + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")
