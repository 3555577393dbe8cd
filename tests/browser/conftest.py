"""What the journeys share: signed-in windows that note every fault, and a photo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.street_site import Site
from tests.world import World

# A busy machine is slow, a fault stays: waiting longer costs nothing where the page is right.
expect.set_options(timeout=10_000)


@pytest.fixture
def site(
    browser: Browser, live_server: object, world: World, axe: Callable[[Page], list[str]]
) -> Iterator[Site]:
    """The small street behind a real server; at the end no window may have noted a fault."""
    made = Site(browser, str(live_server), world, axe)
    yield made
    made.close()
    assert made.faults == []


@pytest.fixture
def photo(tmp_path: Path) -> str:
    """Path of a small photo."""
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (64, 48), "teal").save(path)
    return str(path)
