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
from sihe.kernel.people.models import Account
from sihe.kernel.places.models import Dwelling
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
    slips = enter_staff(hands, tmp_path)
    publish(hands)
    look_on_a_phone(empty, page)
    report(empty)
    matter = Matter.objects.get()
    offer = Handover.objects.get(matter=matter)
    assert (str(matter.category), str(offer.giver), str(offer.receiver)) == ROUTED
    sees_the_matter(empty, matter, slips)
    record_property("setting up", hands.told())
    print(f"\nsetting up an empty installation: {hands.told()}")  # shown with -s and in reports


def begin(site: EmptySite, hands: Hands, folder: Path) -> None:
    """Open the first page with the code that lies in the data folder."""
    site.go(hands.page, "/setup/first/")
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
    assert not (folder / "start.code").exists()
    assert hands.page.request.get(f"{site.address}/setup/first/").status == 404


def enter_places(hands: Hands, folder: Path) -> None:
    """Steps 1 to 3: two by hand, the buildings by their table."""
    page = hands.page
    hands.press("去办第1步")
    hands.fill("社区", "榆荫社区")
    hands.fill("网格", "第1-2网格")
    hands.press("登记")
    toast(page, "登记好了")
    hands.press("下一步：第2步 小区")
    hands.fill("小区", "榆荫苑")
    hands.fill("别名", "榆苑")
    hands.press("登记")
    toast(page, "登记好了")
    hands.press("下一步：第3步 楼栋和房屋")
    by_table(hands, BUILDINGS, folder)
    assert Dwelling.objects.count() == 3 * 2 * 12 + 1
    page.goto(page.url)
    expect(page.get_by_role("heading", level=1)).to_contain_text("sihe-buildings.xlsx")


def enter_organisations(hands: Hands) -> None:
    """Step 4: a committee and a property company, by hand."""
    rows = (("榆荫社区居民委员会", "榆荫居委会", "居民委员会", "榆荫社区"),
            ("榆荫物业服务有限公司", "榆荫物业", "物业服务企业", "榆荫苑"))  # fmt: skip
    hands.press("回到楼栋和房屋")
    hands.press("下一步：第4步 主体")
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
    hands.press("下一步：第5步 工作人员")
    by_table(hands, STAFF, folder)
    hands.press("回到工作人员")
    with page.expect_download() as waiting:
        hands.press("打印登录条")
    text = "".join(
        p.extract_text() for p in PdfReader(BytesIO(waiting.value.path().read_bytes())).pages
    )
    rows = re.findall(r"登录名\s*([a-z]+)\s*起步密码\s*([0-9A-Z ]{10,19})", text)  # letter-spaced
    found = {name: word.replace(" ", "") for name, word in rows}
    assert [*found] == ["limin", "zhaoqiang"], text
    return found


def publish(hands: Hands) -> None:
    """Publish the starter matrix, having read what it means; say that the steps are done."""
    hands.press("回到六步")
    hands.press("看清单并公布")
    hands.press("在幸福街道公布这份清单")
    toast(hands.page, "公布了")
    hands.press("回到六步")


def look_on_a_phone(site: EmptySite, page: Page) -> None:
    """Open the same pages at phone size and on the desk, and look them over."""
    phone = site.window(phone=True)
    phone.context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    paths = ["", *(f"{step}/" for step in ("areas", "compounds", "buildings", "organisations", "staff")),
             "duties/"]  # fmt: skip
    for path in paths:
        for one in (phone, page):
            site.go(one, f"/setup/{path}")


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


def sees_the_matter(site: EmptySite, matter: Matter, slips: dict[str, str]) -> None:
    """Sign in with a slip, change the password before anything else, and find the matter on the desk."""
    page = site.window()
    site.go(page, "/accounts/login/")
    page.get_by_label("登录名").fill("zhaoqiang")
    page.get_by_label("密码").fill(slips["zhaoqiang"])
    press(page, "登录")
    page.wait_for_url("**/password/change/")
    page.goto(f"{site.address}/desk/")
    page.wait_for_url("**/password/change/")
    page.get_by_label("现在的密码").fill(slips["zhaoqiang"])
    page.get_by_label("新密码", exact=True).fill("yuyin-wuye-2026")
    page.get_by_label("再写一遍新密码").fill("yuyin-wuye-2026")
    press(page, "改密码")
    toast(page, "密码")
    site.go(page, "/desk/")
    expect(page.locator("main")).to_contain_text(matter.title)
