"""A slip at the door, the account it opens, the family, moving out, and what is issued anew at the desk."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from sihe.interaction.accounts.models import Slip
from sihe.interaction.accounts.tests.homes import Home, settle_in
from sihe.interaction.matters.models import Reporter
from sihe.kernel.facts import SYSTEM
from sihe.kernel.people.actions import end_residence
from tests.browser.street_site import Site, press, toast

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PLACE = "示例花园3号楼2单元501"
DIGITS = re.compile(r"\d{4} \d{4}")


def printed(site: Site, staff: Page) -> str:
    """Print the slips of the building as staff do, tick one off, and return the digits on the paper."""
    site.go(staff, f"/slips/?building={site.world.building.pk}")
    with staff.expect_download() as waiting:
        staff.get_by_role("button", name=re.compile("^打印1张开通单")).click()
    content = waiting.value.path().read_bytes()
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    found = DIGITS.search(words)
    assert found is not None and Slip.objects.get().number in words
    site.go(staff, f"/slips/?building={site.world.building.pk}")
    press(staff, "送到了")
    expect(staff.locator("tr", has_text=Slip.objects.get().number)).to_contain_text("改回没送到")
    site.look_over(staff)
    return found[0]


def come_in(site: Site, page: Page, digits: str, name: str) -> None:
    """Open the address of the QR code, type the digits, pick the name."""
    site.go(page, f"/in/{Slip.objects.latest('pk').number}/")
    page.get_by_label("8位数字").fill(digits)
    press(page, "用单子登录")
    expect(page.get_by_role("heading", level=1)).to_have_text("您是哪一位")
    site.look_over(page)
    page.locator("label", has_text=name).click()
    press(page, "是我，登录")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_from_the_slip_at_the_door_to_moving_out(site: Site, phone: bool) -> None:
    home = settle_in(site.world)
    staff = site.window("grid_worker", phone=phone)
    digits = printed(site, staff)
    mother = site.window(phone=phone)
    come_in(site, mother, digits, "王*英")
    expect(mother.get_by_role("heading", level=1)).to_have_text("王秀英")
    site.look_over(mother)
    report(site, mother, "3号楼楼道灯不亮")
    assert Reporter.objects.get().person == home.people["mother"]
    site.go(mother, "/my/")
    mother.get_by_role("link", name="3号楼楼道灯不亮").click()
    expect(mother.locator("main")).to_contain_text("您写的")
    join(site, mother, phone)
    yesterday = timezone.localdate() - timedelta(days=1)
    end_residence(by=SYSTEM, residence=home.spells["mother"], until=yesterday)
    site.go(mother, "/my/")
    expect(mother.locator("main")).to_contain_text("没有登记住在这里")
    expect(mother.locator("main")).not_to_contain_text("李建国")


def report(site: Site, page: Page, text: str) -> None:
    """Report in one's own name, as the form proposes."""
    site.go(page, "/report/")
    page.get_by_label("什么事").fill(text)
    press(page, "示例花园")
    press(page, "3号楼")
    press(page, "整栋楼") if page.get_by_role("button", name="整栋楼").count() else None
    expect(page.get_by_role("group", name=re.compile("以谁的名义"))).to_be_visible()
    page.locator("p.acts").get_by_role("button", name="上报").click()
    expect(page.locator("main")).to_contain_text("已收到")


def join(site: Site, mother: Page, phone: bool) -> None:
    """Let somebody ask to be counted to the family; a grown-up confirms on their own page."""
    asker = site.window(phone=phone)
    site.go(asker, "/join/")
    asker.get_by_label("住在哪里").fill(PLACE)
    asker.get_by_label("您的姓名").fill("李小刚")
    press(asker, "请他们确认")
    expect(asker.get_by_role("alert").first).to_contain_text("14岁")
    asker.get_by_label("我已满14岁").check()
    press(asker, "请他们确认")
    expect(asker.locator("main")).to_contain_text("等同住的大人")
    site.look_over(asker)
    site.go(mother, "/my/")
    expect(mother.locator("main")).to_contain_text("李小刚说和您同住")
    site.look_over(mother)
    press(mother, "确认同住")
    toast(mother, "确认了")
    press(asker, "再看看")
    press(asker, "登录")
    expect(asker.get_by_role("heading", level=1)).to_have_text("李小刚")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_a_lost_phone_is_made_good_at_the_desk(site: Site, phone: bool) -> None:
    home: Home = settle_in(site.world)
    staff = site.window("director", phone=phone)
    digits = printed(site, site.window("grid_worker"))
    lost = site.window(phone=True)
    come_in(site, lost, digits, "王*英")
    expect(lost.get_by_role("heading", level=1)).to_have_text("王秀英")
    site.go(staff, "/slips/")
    staff.get_by_label("房号").fill(PLACE)
    press(staff, "打开这一户")
    expect(staff.get_by_role("heading", level=1)).to_contain_text("501")
    site.look_over(staff)
    row = staff.locator(".resident", has_text="王*英")
    row.locator("summary").click()
    row.locator("label", has_text="手机丢了").click()
    row.get_by_role("button", name="补办一张").click()
    expect(staff.locator(".resident", has_text="王*英")).to_contain_text("请先见到本人")
    site.look_over(staff)
    row.get_by_label(re.compile("见到本人")).check()
    row.get_by_role("button", name="补办一张").click()
    shown = DIGITS.search(staff.locator(".slip").inner_text())
    site.look_over(staff)
    assert shown is not None
    site.go(lost, "/my/")
    expect(lost.get_by_role("heading", level=1)).to_have_text("居民登录")
    fresh = site.window(phone=True)
    come_in(site, fresh, shown[0], "王*英")
    expect(fresh.get_by_role("heading", level=1)).to_have_text("王秀英")
    assert home.people["mother"].account.is_active


def test_acting_for_another_shows_on_every_act(site: Site) -> None:
    home = settle_in(site.world)
    father = site.window(phone=True)
    come_in(site, father, printed(site, site.window("grid_worker")), "李*国")
    father.locator("summary", has_text="请人代办").tap()
    father.locator("label", has_text="上报和跟进").tap()
    press(father, "同意，给我单子")
    site.look_over(father)
    number, digits = (father.locator(".slip .code").nth(n).inner_text() for n in (0, 1))
    press(father, "去我的")
    father.get_by_role("button", name="给王秀英开通").tap()
    shown = DIGITS.search(father.locator(".slip").inner_text())
    assert shown is not None
    mother = site.window(phone=True)
    come_in(site, mother, shown[0], "王*英")
    press(mother, "我来代别人办")
    mother.get_by_label("单号").fill(number)
    mother.get_by_label("8位数字").fill(digits)
    site.look_over(mother)
    press(mother, "我来代办")
    toast(mother, "您可以代李建国办事")
    site.go(mother, "/report/")
    mother.locator("label", has_text="代李建国").tap()
    mother.get_by_label("什么事").fill("3号楼楼道灯不亮")
    press(mother, "示例花园")
    press(mother, "3号楼")
    mother.locator("p.acts").get_by_role("button", name="上报").tap()
    expect(mother.locator("main")).to_contain_text("已收到")
    made = Reporter.objects.get()
    assert made.person == home.people["father"]
    director = site.window("director")
    site.go(director, f"/matters/{made.matter.code}/")
    expect(director.locator("main")).to_contain_text("由王**代李**上报")
    site.go(father, "/my/")
    father.get_by_role("button", name=re.compile("^停止王秀英")).tap()
    toast(father, "马上生效")
    site.go(mother, "/my/")
    expect(mother.locator("main")).not_to_contain_text("代李建国")
