"""A resident sees what is kept of them, takes a copy, corrects it and has it erased; also at the desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from sihe.interaction.matters.models import Matter, Reporter
from tests.browser.street_site import Site, reported

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TITLE = "3号楼楼道灯不亮"
PHONE = "13800001234"


def test_seen_copied_corrected_and_erased(site: Site) -> None:
    made = reported(site.world, TITLE, "rubbish", phone=PHONE)
    page = site.window(phone=True)
    site.go(page, f"/f/{made.matter.code}/{made.secret}/")
    page.get_by_role("link", name="我的信息").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("我的信息")
    expect(page.locator("main")).not_to_contain_text(PHONE)
    site.look_over(page)
    page.get_by_role("button", name="显示给我看").tap()
    expect(page.locator("main")).to_contain_text(PHONE)
    page.locator("summary", has_text="要一份").tap()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="存一份来看").tap()
    assert waiting.value.suggested_filename.endswith(".pdf")
    page.locator("summary", has_text="改称呼和电话").tap()
    page.get_by_label("电话").fill("13900005678")
    site.look_over(page)
    page.get_by_role("button", name="改好了").tap()
    expect(page.locator("main")).to_contain_text("139****5678")
    page.locator("summary", has_text="删掉我的信息").tap()
    page.get_by_role("button", name="删掉", exact=True).tap()
    expect(page.locator("main")).to_contain_text("称呼和电话已经删了")
    site.look_over(page)
    assert Reporter.objects.get().phone == ""
    assert Matter.objects.get().text == TITLE  # still open: its words go with the end


def test_a_wish_is_seen_and_answered_by_who_deals_with_it(site: Site) -> None:
    made = reported(site.world, TITLE, "rubbish", phone=PHONE)
    page = site.window(phone=True)
    site.go(page, f"/f/{made.matter.code}/{made.secret}/mine/")
    page.locator("summary", has_text="删掉我的信息").tap()
    page.get_by_role("button", name="删掉", exact=True).tap()
    director = site.window("director")
    site.go(director, f"/matters/{made.matter.code}/")
    expect(director.locator("main")).to_contain_text("反映人要求删除")
    site.look_over(director)
    director.locator("#erasure summary", has_text="现在就删").click()
    director.locator("#erasure").get_by_role("button", name="删掉").click()
    expect(director.locator("main")).not_to_contain_text(TITLE)
    page.reload()
    expect(page.locator("main")).to_contain_text("您的信息都删了")


def test_at_the_desk_only_who_proves_it(site: Site) -> None:
    made = reported(site.world, TITLE, "rubbish", phone=PHONE)
    desk = site.window("director")
    site.go(desk, "/own-data/")
    desk.get_by_label("回执编号").fill(made.matter.code)
    desk.get_by_label("本人电话或查询码").fill("13800009999")
    desk.get_by_role("button", name="核对").click()
    expect(desk.get_by_role("alert").first).to_contain_text("对不上")
    desk.get_by_label("本人电话或查询码").fill(PHONE)
    desk.get_by_role("button", name="核对").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("本人信息")
    site.look_over(desk)
