"""What a page weighs as it is sent, with its styles and scripts; photos are not counted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sihe.project import packing
from tests.staff.factories import reported
from tests.world import World

BUDGET = 150_000  # bytes (stack.md); an old phone on a slow line
FILE = re.compile(r'(?:src|href)="/static/([^"?#]+)')


@pytest.fixture
def packed(tmp_path: Path, settings: Any) -> Path:
    """A folder of packed styles and scripts, and pages that name them."""
    settings.STATIC_ROOT = tmp_path
    packing.pack(tmp_path)
    settings.STATIC_URL = "/static/"  # the storage reads the names anew
    return tmp_path


def weight(folder: Path, page: str) -> int:
    """Return the bytes of a page and of every file it asks for, once each, as they go over the line."""
    total = len(page.encode())
    for name in sorted(set(FILE.findall(page))):
        plain, small = folder / name, folder / f"{name}.gz"
        total += min(f.stat().st_size for f in (plain, small) if f.exists())
    return total


@pytest.mark.parametrize("who, address", [
    ("", "/"), ("", "/report/"), ("", "/start/"), ("", "/accounts/login/"), ("director", "/desk/"),
    ("director", "/matters/"), ("director", "/matters/{code}/"), ("director", "/triage/"),
    ("director", "/quick/"), ("leader", "/desk/"), ("leader", "/journal/"),
])  # fmt: skip
def test_no_page_is_heavier_than_its_budget(
    world: World, client: Client, packed: Path, who: str, address: str
) -> None:
    codes = [
        reported(world).code for _ in range(52 if address in ("/matters/", "/journal/") else 3)
    ]
    if who:
        world.login(client, who)
    page = client.get(address.format(code=codes[0]))
    assert page.status_code == 200
    text = page.content.decode()
    assert FILE.search(text) and re.search(r"tabler\.min\.[0-9a-f]{12}\.css", text)
    assert weight(packed, text) <= BUDGET


def test_what_was_packed_is_known_until_something_changes(packed: Path, monkeypatch: Any) -> None:
    assert packing.is_packed(packed)
    monkeypatch.setattr(packing, "_state", lambda: "another")
    assert not packing.is_packed(packed)


def test_a_stop_on_the_way_packs_again(packed: Path, monkeypatch: Any) -> None:
    def stopped(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("django.core.management.call_command", stopped)
    with pytest.raises(KeyboardInterrupt):
        packing.pack(packed)
    assert not packing.is_packed(packed)


def test_fonts_of_papers_are_not_sent(packed: Path) -> None:
    assert not list(packed.rglob("*.ttf"))
    assert list(packed.rglob("*.css.gz"))
