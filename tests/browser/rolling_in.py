"""A community's own roll comes in by the pages: this month's with its mess, next month's with what has changed."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from sihe.engines.rolls import check_character
from tests.browser.pictures import picture
from tests.browser.setting_up import EmptySite, Hands
from tests.browser.street_site import press, toast

Cells = tuple[str | int, ...]
TITLE: Final = "榆荫苑居民名册（示例，人名和号码都是编的）"
HEADS: Final = ("序号", "住址", "姓名", "身份证号码", "联系电话", "居住情况")


def number(birth: str, serial: int) -> str:
    """Return an identity number that can be nobody's: its region is 990000."""
    digits = f"990000{birth}{serial:03d}"
    return digits + check_character(digits)


LIN, WANG = number("19520308", 1), number("19500917", 2)
CHEN, ZHAO = number("19880521", 3), number("19630110", 4)
FIRST: Final[tuple[Cells, ...]] = (
    (1, "3-2-501", "林玉兰", LIN + " ", 10000000001, "自住业主"),
    (2, "3号楼2单元501", "王建民", WANG, "", "自住业主"),
    (3, "3号楼2单元502", "陈晓雨", CHEN, 10000000003, "租户"),
    (4, "1-1-101", "赵春生", ZHAO, 10000000004, "业主"),
    (5, "1-1-101", "赵小禾", "", "", "业主"),
    (6, "5-2-501", "周  宁", "", 10000000006, "租户"),
    (7, "9-1-101", "钱安", "", "", "租户"),
    (8, "2-1-302", "孙平", "", 1390000, "租户"),
    (9, "2-1-301", "", "", "", ""),
)
NEXT: Final[tuple[Cells, ...]] = (
    (1, "3-2-501", "林玉兰", LIN, 10000000011, "自住业主"),
    *FIRST[1:2],
    *FIRST[3:6],
    (6, "2-1-302", "孙平", "", 10000000008, "租户"),
)


def sheet(path: Path, rows: tuple[Cells, ...]) -> Path:
    """Write a roll as offices keep it: a title in a merged row, then the columns."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append((TITLE,))
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADS))
    for row in (HEADS, *rows):
        page.append(row)
    book.save(path)
    return path


def work() -> None:
    """Do what the background worker does in `sihe serve`, until nothing waits."""
    Worker(
        queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id="journey", excluded_queue_names=[],
    ).run()  # fmt: skip


def bring(hands: Hands, file: Path, days_ago: int) -> str:
    """Upload a roll of the whole community, look at its columns, have it read; return its address."""
    page = hands.page
    page.get_by_label("名册文件").set_input_files(str(file))
    hands.choose("名册写的是哪里", "榆荫社区")
    day = timezone.localdate() - timedelta(days=days_ago)
    hands.fill("哪天的名册", day.isoformat())
    hands.press("传上来看看")
    for label, column in (("住址（一格写全）", "住址"), ("身份证号", "身份证号码"), ("电话", "联系电话")):  # fmt: skip
        expect(page.get_by_label(label).first).to_have_value(column)
    picture(page, "06-roll-columns")
    address = page.url
    hands.press("读一遍，比一比")
    work()
    expect(page.get_by_role("heading", name="读到的")).to_be_visible()
    return address


def figure(page: Page, name: str, value: int) -> None:
    """Expect a figure of the dry run."""
    place = page.locator(".roll-figures > div", has_text=name)
    expect(place.locator("dd")).to_have_text(str(value))


def first_roll(site: EmptySite, hands: Hands, folder: Path) -> str:
    """Bring the first roll and confirm those who move in; return its address."""
    page = hands.page
    address = bring(hands, sheet(folder / "居民名册.xlsx", FIRST), 30)
    for name, value in (("全部", 9), ("收下", 6), ("没收", 3), ("没变", 0)):
        figure(page, name, value)
    for words in ("这次的范围里没有这栋楼", "这一行不是人", "电话少4位"):
        expect(page.locator("main")).to_contain_text(words)
    site.look_over(page)
    picture(page, "07-roll-read", height=1100)
    hands.press("去确认 6 条")
    site.look_over(page)
    page.get_by_label("变化").select_option(label="搬来")
    page.get_by_role("search").get_by_role("button").first.click()
    page.locator("summary", has_text="确认全部 6 条").click()
    hands.press("全部确认")
    work()
    page.goto(address)
    expect(page.locator("main")).to_contain_text("撤销这份名册")
    return address


def next_roll(site: EmptySite, page: Page, folder: Path) -> None:
    """Bring next month's roll: only what differs is asked, and each is confirmed by a person."""
    site.go(page, "/rolls/")
    address = bring(Hands(page), sheet(folder / "下月名册.xlsx", NEXT), 0)
    for name, value in (("全部", 6), ("没收", 0), ("没变", 4)):
        figure(page, name, value)
    press(page, "去确认 3 条")
    main = page.locator("main")
    for kind, who in (("搬来", "孙平"), ("有变化", "林玉兰"), ("搬走", "陈晓雨")):
        expect(main.locator("tr", has_text=who)).to_contain_text(kind)
    picture(page, "09-next-roll")
    for who, yes in (("林玉兰", "按名册改"), ("陈晓雨", "确认搬走"), ("孙平", "确认搬来")):
        page.goto(f"{address}changes/")
        page.get_by_role("link", name=who).click()
        site.look_over(page)
        press(page, yes)
        toast(page, "记下了")
    work()


def slips(site: EmptySite, page: Page) -> None:
    """Print the slips with which the residents of a building open their accounts."""
    site.go(page, "/slips/")
    page.get_by_label("楼栋").select_option(label="榆荫苑 3号楼")
    page.get_by_role("search").get_by_role("button").first.click()
    with page.expect_download():
        page.get_by_role("button", name=re.compile("^打印2张开通单")).click()
    page.goto(page.url)
    expect(page.locator("main")).to_contain_text("没送到")
    picture(page, "10-slips")
