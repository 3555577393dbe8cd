"""An empty installation in a browser, and the tables that a director brings along."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any, cast

from openpyxl import load_workbook
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.browser.street_site import Site, press
from tests.world import World


class EmptySite(Site):
    """Nobody is here yet: no street, no account."""

    def __init__(self, browser: Browser, address: str, axe: Callable[[Page], list[str]]) -> None:
        super().__init__(browser, address, cast("World", None), axe)

    def _note(self, message: ConsoleMessage) -> None:
        """A form that comes back with what is wrong (422) is no fault of the page."""
        if "422" not in message.text:
            super()._note(message)


class Hands:
    """What a person does at a page, counted: fields filled in, buttons pressed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.fields = self.taps = 0
        self.began = monotonic()

    def fill(self, label: str, text: str) -> None:
        """Write into a field."""
        self._field(label).fill(text)
        self.fields += 1

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        self._field(label).select_option(label=option)
        self.fields += 1

    def press(self, name: str) -> None:
        """Press a button or follow a link."""
        press(self.page, name)
        self.taps += 1

    def give(self, file: Path) -> None:
        """Choose a file."""
        self.page.get_by_label("表格文件").set_input_files(str(file))
        self.fields += 1

    def _field(self, label: str) -> Locator:
        return self.page.get_by_label(re.compile(rf"^{label}( 可以不填)?$")).first

    def told(self) -> str:
        """Say how much it took."""
        return f"{self.fields} fields, {self.taps} taps, {monotonic() - self.began:.0f} s"


def filled(template: Path, rows: list[dict[str, Any]]) -> Path:
    """Fill in a template that was downloaded, below its examples; return it."""
    book = load_workbook(template)
    page = book.worksheets[0]
    heads = [cell.value for cell in page[1]]
    first = next(n for n in range(2, page.max_row + 1) if not any(c.value for c in page[n]))
    for number, row in enumerate(rows, start=first):
        for name, value in row.items():
            page.cell(number, heads.index(name) + 1, value)
    book.save(template)
    return template


def by_table(hands: Hands, rows: list[dict[str, Any]], folder: Path) -> None:
    """Download a step's template, fill it in, upload it, and let it in."""
    with hands.page.expect_download() as waiting:
        hands.press("下载空表格")
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    hands.give(filled(file, rows))
    hands.press("传上来试读")
    expect(hands.page.locator("dl")).to_contain_text("会新增")
    hands.press(f"导入这 {len(rows)} 行")
    expect(hands.page.locator(".chip").first).to_contain_text("已导入")
