"""The tutorial shows what the journey of setting up takes pictures of, no more and no less."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "tutorials"
PAGE = FOLDER / "from-excel-to-the-first-day.zh-CN.md"
MOST_BYTES = 80_000


def test_every_picture_is_taken_by_the_journey() -> None:
    shown = set(re.findall(r"\(pictures/([\w-]+)\.png\)", PAGE.read_text("utf-8")))
    files = [
        ROOT / "tests" / "browser" / f"{name}.py" for name in ("test_setting_up", "rolling_in")
    ]
    taken = {
        name
        for file in files
        for name in re.findall(r'picture\([^"]*"([\w-]+)"', file.read_text("utf-8"))
    }
    there = {path.stem for path in (FOLDER / "pictures").glob("*.png")}
    assert shown == taken == there and len(shown) > 8


def test_pictures_are_light() -> None:
    heavy = [p.name for p in (FOLDER / "pictures").glob("*.png") if p.stat().st_size > MOST_BYTES]
    assert heavy == []
