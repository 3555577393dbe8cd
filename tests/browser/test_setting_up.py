"""From an empty database to the first routed matter, by the pages alone; how much it took is told, not judged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from sihe.interaction.handovers.models import Handover
from sihe.interaction.matters.models import Matter
from sihe.kernel.people.models import Account, Residence
from sihe.kernel.places.models import Dwelling
from tests.browser.pictures import picture
from tests.browser.rolling_in import first_roll, next_roll, slips
from tests.browser.setting_up import EmptySite, Hands, by_table
from tests.browser.street_site import press, toast

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PASSWORD = "xingfu-street-2026"
BUILDINGS = [
    {
        "小区": "榆荫苑",
        "楼栋": "1-3号楼",
        "单元": "1-2单元",
        "房屋": "1-6层 每层2户",
        "网格": "第1网格",
    },
    {"小区": "榆荫苑", "楼栋": "5-2-501", "网格": "第2网格"},
]
ROUTED = ("电梯故障", "榆荫居委会", "榆荫物业")
STAFF = [
    {"姓名": "李敏", "单位": "榆荫居委会", "角色": "居委会主任", "登录名": "limin"},
    {"姓名": "赵强", "单位": "榆荫物业", "角色": "物业经理", "登录名": "zhaoqiang"},
]


@pytest.fixture
def empty(
    browser: Browser, live_server: object, db: None, axe: Callable[[Page], list[str]], settings: Any,
    tmp_path: Path,
) -> Iterator[EmptySite]:  # fmt: skip
    """Nothing but what the migrations bring; the data folder is the test's own."""
    settings.DATA = tmp_path
    assert not Account.objects.exists()
    made = EmptySite(browser, str(live_server), axe)
    yield made
    made.close()
    assert made.faults == []


def test_from_nothing_to_the_first_routed_matter(
    empty: EmptySite, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    page = empty.window()
    hands = Hands(page)
    begin(empty, hands, tmp_path)
    enter_places(hands, tmp_path)
    enter_organisations(hands)
    words = enter_staff(hands, tmp_path)
    roll = enter_people(empty, hands, tmp_path)
    publish(hands)
    look_on_a_phone(empty, page, roll.removeprefix(empty.address))
    report(empty)
    matter = Matter.objects.get()
    offer = Handover.objects.get(matter=matter)
    assert (str(matter.category), str(offer.giver), str(offer.receiver)) == ROUTED
    told = hands.told()
    sees_the_matter(empty, matter, words)
    goes_on(empty, words, tmp_path)
    record_property("setting up", told)
    print(f"\nsetting up an empty installation: {told}")  # shown with -s and in reports


def begin(site: EmptySite, hands: Hands, folder: Path) -> None:
    """Open the first page with the code that lies in the data folder."""
    site.go(hands.page, "/setup/first/")
    picture(hands.page, "01-first")
    code = (folder / "start.code").read_text(encoding="ascii").strip()
    hands.fill("起步码", "2222-2222-2222")
    given = (("街道", "幸福街道"), ("你的姓名", "周敏"), ("登录名", "zhoumin"), ("密码", PASSWORD),
             ("再写一遍密码", PASSWORD))  # fmt: skip
    for label, text in given:
        hands.fill(label, text)
    hands.press("建账号并开始")
    expect(hands.page.locator(".errors")).to_contain_text("起步码不对")
    site.look_over(hands.page)
    hands.fill("起步码", code)
    hands.fill("密码", PASSWORD)
    hands.fill("再写一遍密码", PASSWORD)
    hands.press("建账号并开始")
    hands.page.wait_for_url("**/setup/")
    site.look_over(hands.page)
    picture(hands.page, "02-six-steps")
    assert not (folder / "start.code").exists()
    assert hands.page.request.get(f"{site.address}/setup/first/").status == 404


def step_done(hands: Hands, following: int) -> None:
    """Say that a step is done, and go to the next one."""
    hands.press("这一步办完了")
    hands.press(f"去办第{following}步")


def enter_places(hands: Hands, folder: Path) -> None:
    """Steps 1 to 3: two by hand, the buildings by their table."""
    page = hands.page
    hands.press("去办第1步")
    hands.fill("社区", "榆荫社区")
    hands.fill("网格", "第1-2网格")
    hands.press("登记")
    toast(page, "登记好了")
    step_done(hands, 2)
    hands.fill("小区", "榆荫苑")
    hands.fill("别名", "榆苑")
    hands.press("登记")
    toast(page, "登记好了")
    step_done(hands, 3)
    picture(page, "03-buildings")
    by_table(hands, BUILDINGS, folder)
    assert Dwelling.objects.count() == 3 * 2 * 12 + 1
    page.goto(page.url)
    expect(page.get_by_role("heading", level=1)).to_contain_text("sihe-buildings.xlsx")


def enter_organisations(hands: Hands) -> None:
    """Step 4: a committee and a property company, by hand."""
    rows = (("榆荫社区居民委员会", "榆荫居委会", "居民委员会", "榆荫社区"),
            ("榆荫物业服务有限公司", "榆荫物业", "物业服务企业", "榆荫苑"))  # fmt: skip
    hands.press("回到楼栋和房屋")
    step_done(hands, 4)
    for name, short, kind, where in rows:
        hands.fill("名称", name)
        hands.choose("类别", kind)
        hands.fill("负责范围", where)
        hands.page.locator("summary", has_text="还有别的要写").click()
        hands.fill("简称", short)
        hands.press("登记")
        toast(hands.page, "登记好了")


def enter_staff(hands: Hands, folder: Path) -> dict[str, str]:
    """Step 5: by their table; the slips say with what each signs in."""
    page = hands.page
    step_done(hands, 5)
    by_table(hands, STAFF, folder)
    hands.press("回到工作人员")
    picture(page, "05-staff")
    with page.expect_download() as waiting:
        hands.press("打印登录条")
    text = "".join(
        p.extract_text() for p in PdfReader(BytesIO(waiting.value.path().read_bytes())).pages
    )
    rows = re.findall(r"登录名\s*([a-z]+)\s*起步密码\s*([0-9A-Z ]{10,19})", text)  # letter-spaced
    found = {name: word.replace(" ", "") for name, word in rows}
    assert [*found] == ["limin", "zhaoqiang"], text
    return found


def enter_people(site: EmptySite, hands: Hands, folder: Path) -> str:
    """Step 6: the community's own roll, as it is; return where it is shown."""
    step_done(hands, 6)
    site.look_over(hands.page)
    roll = first_roll(site, hands, folder)
    spells = Residence.objects.filter(until=None, community__name="榆荫社区")
    assert sorted((s.dwelling.number, s.name) for s in spells) == [
        ("101", "赵小禾"), ("101", "赵春生"), ("501", "周宁"), ("501", "林玉兰"), ("501", "王建民"), ("502", "陈晓雨"),
    ]  # fmt: skip
    site.go(hands.page, "/setup/")
    row = hands.page.locator("tr", has_text="第6步 居民")
    expect(row).to_contain_text("6 人在住")
    hands.press("这一步办完了")
    expect(row).to_contain_text("办完了")
    expect(row).to_contain_text("周敏")
    picture(hands.page, "08-six-done")
    return roll


def publish(hands: Hands) -> None:
    """Publish the starter matrix, having read what it means."""
    hands.press("看清单并公布")
    hands.press("在幸福街道公布这份清单")
    toast(hands.page, "公布了")
    hands.press("回到六步")


def look_on_a_phone(site: EmptySite, page: Page, roll: str) -> None:
    """Open the same pages at phone size and on the desk, and look them over."""
    phone = site.window(phone=True)
    phone.context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    steps = ("areas", "compounds", "buildings", "organisations", "staff", "duties")
    paths = ["/setup/", *(f"/setup/{step}/" for step in steps),
             "/rolls/", roll, f"{roll}changes/?verdict=all", f"{roll}refused/"]  # fmt: skip
    for path in paths:
        for one in (phone, page):
            site.go(one, path)


def report(site: EmptySite) -> None:
    """Report a lift as a resident does, by what they call their compound."""
    page = site.window(phone=True)
    site.go(page, "/report/")
    page.locator("#id_what").fill("电梯又停了，老人上不去楼")
    page.locator("#place button", has_text="榆荫苑").first.tap()
    page.locator("#place button", has_text="3号楼").first.tap()
    page.locator("#place button", has_text="2单元").first.tap()
    page.locator("button.btn-primary").first.tap()
    page.wait_for_url(re.compile(r"/receipt/$"))
    expect(page.locator(".say")).to_contain_text("榆荫物业")
    picture(page, "11-receipt")


def sees_the_matter(site: EmptySite, matter: Matter, words: dict[str, str]) -> None:
    """Find the matter on the desk of whom it was routed to."""
    page = comes_in(site, "zhaoqiang", words)
    expect(page.locator("main")).to_contain_text(matter.title)
    picture(page, "12-desk")


def goes_on(site: EmptySite, words: dict[str, str], folder: Path) -> None:
    """Print slips for residents, and bring the roll of a month later, as the director does."""
    page = comes_in(site, "limin", words)
    slips(site, page)
    next_roll(site, page, folder)
    spells = Residence.objects.filter(until=None).values_list("name", flat=True)
    assert sorted(spells) == sorted(("林玉兰", "王建民", "赵春生", "赵小禾", "周宁", "孙平"))
    assert Residence.objects.get(until__isnull=False).name == "陈晓雨"


def comes_in(site: EmptySite, name: str, words: dict[str, str]) -> Page:
    """Sign in with a slip, change the password before anything else, and open the desk."""
    page = site.window()
    site.go(page, "/accounts/login/")
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码").fill(words[name])
    press(page, "登录")
    page.wait_for_url("**/password/change/")
    page.goto(f"{site.address}/desk/")
    page.wait_for_url("**/password/change/")
    page.get_by_label("现在的密码").fill(words[name])
    page.get_by_label("新密码", exact=True).fill("yuyin-wuye-2026")
    page.get_by_label("再写一遍新密码").fill("yuyin-wuye-2026")
    press(page, "改密码")
    toast(page, "密码")
    return site.go(page, "/desk/")
