"""Tests that cross modules: the browser lane.

A test belongs to the lane by using `page`, `context`, `browser`, `phone` or `desk`; the marker
comes by itself. Chromium is the one of CHROMIUM_PATH, else `chromium` or `google-chrome` on PATH.
Without one the lane is skipped with the reason, or fails with REQUIRE_BROWSER=1.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "build" / "axe" / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_CHROMIUM = f"no Chromium: set CHROMIUM_PATH or install one of {', '.join(NAMES)}"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    # Nothing but this machine can be reached: a page that needs the outside fails its test.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
PEOPLE: dict[str, Any] = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


def find_chromium() -> str | None:
    """Path of a Chromium of this machine, else None. A CHROMIUM_PATH that is wrong is no other."""
    given = os.environ.get("CHROMIUM_PATH")
    if given:
        return shutil.which(given)
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that reaches a browser, before `-m` chooses."""
    for item in items:
        if "browser_type_launch_args" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Playwright keeps an event loop in the main thread, which Django takes for async code."""
    if any(item.get_closest_marker("browser") for item in session.items):
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line why the lane was skipped, however many tests it has."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any(NO_CHROMIUM in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(f"Browser lane skipped: {NO_CHROMIUM}")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser; without one the test is skipped, or fails where one is required."""
    found = find_chromium()
    if found is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(NO_CHROMIUM, pytrace=False)
        pytest.skip(NO_CHROMIUM)
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], chromium: str
) -> dict[str, Any]:
    """Start the machine's own Chromium, not one that a tool downloads."""
    return {**browser_type_launch_args, "executable_path": chromium, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A page is seen as in Beijing: Chinese, local time."""
    return {**browser_context_args, **PEOPLE}


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page on a phone: 390 x 844, touch."""
    with browser.new_context(
        **PEOPLE,
        viewport={"width": 390, "height": 844},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
    ) as context:
        yield context.new_page()


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A page on a desk: 1440 x 900, mouse."""
    with browser.new_context(**PEOPLE, viewport={"width": 1440, "height": 900}) as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """Callable: page -> serious and critical accessibility violations, one line each."""
    if not AXE.is_file():
        pytest.fail("axe-core is not there; run `make assets`", pytrace=False)
    script = AXE.read_text("utf-8")

    def violations(page: Page) -> list[str]:
        page.evaluate(script)
        answer = page.evaluate("axe.run({resultTypes: ['violations']})")
        return [
            f"{found['id']} ({found['impact']}): {node['html'][:200]}"
            for found in answer["violations"]
            if found["impact"] in {"serious", "critical"}
            for node in found["nodes"]
        ]

    return violations
