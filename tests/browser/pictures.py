"""Pictures of the tutorial: a journey takes them where SIHE_PICTURES=1 asks for it, and writes nothing otherwise."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "tutorials" / "pictures"
WIDE, PHONE, COLOURS = 1200, 480, 64


def picture(page: Page, name: str, *, height: int = 0) -> None:
    """Keep what the window shows, small and with few colours; `height` cuts off what lies below."""
    if os.environ.get("SIHE_PICTURES") != "1":
        return
    page.evaluate("document.querySelector('[data-toasts]')?.replaceChildren()")
    page.evaluate("scrollTo(0, 0)")
    size = page.viewport_size
    assert size is not None
    clip = {"x": 0, "y": 0, "width": size["width"], "height": height or size["height"]}
    with Image.open(BytesIO(page.screenshot(clip=clip, full_page=True))) as shown:  # type: ignore[arg-type]
        width = min(shown.width, WIDE if size["width"] > 600 else PHONE)
        small = shown.convert("RGB").resize((width, round(shown.height * width / shown.width)))
    FOLDER.mkdir(parents=True, exist_ok=True)
    small.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)
