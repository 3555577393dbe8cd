"""A keeper enters income and spending, another publishes, and a resident sees all of it without an account."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sihe.interaction.disclosure import actions as disclosure
from sihe.interaction.disclosure.actions.powers import PowerGiven
from sihe.interaction.disclosure.models import AccountEntry, Publication
from sihe.teams.posts.models import Holding
from tests.browser.street_site import Site, toast
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def last_month() -> date:
    """Return a day of the month before this one."""
    return timezone.localdate().replace(day=1) - timedelta(days=5)


def entered(page: Page, heading: str, amount: str, words: str) -> None:
    """Fill in the form of one line and send it."""
    page.get_by_role("link", name="记一笔").click()
    page.get_by_label("来源或用途").select_option(label=heading)
    page.get_by_label("金额（元）").fill(amount)
    page.get_by_label("哪天的").fill(last_month().isoformat())
    page.get_by_label("说明").fill(words)
    page.get_by_role("button", name="记账").click()


def expired_power(world: World) -> None:
    """Enter a power whose term is over."""
    today = timezone.localdate()
    given = PowerGiven(
        "approve", "批工作经费", "示例办法第三条", today - timedelta(days=400), "到期交回居委会",
        today - timedelta(days=30),
    )  # fmt: skip
    disclosure.keep_power(
        by=world.actor("director"), organisation=world.committee, holder=world.office, given=given
    )


def filled_post(site: Site, page: Page) -> None:
    """Open a post with two seats and give one to somebody new; the other stays vacant."""
    site.go(page, "/posts/")
    page.get_by_role("link", name="设一个岗位").click()
    page.get_by_label("岗位名称").fill("委员")
    page.get_by_label("几个名额").fill("2")
    site.look_over(page)
    page.get_by_role("button", name="设好岗位").click()
    page.locator("summary", has_text="让人上岗").first.click()
    form = page.locator("form").filter(has=page.get_by_label("姓名")).first
    form.get_by_label("姓名").fill("示例委员甲")
    form.get_by_label("出生年").fill("1970")
    site.look_over(page)
    form.get_by_role("button", name="记下").click()
    toast(page, "记下了")
    expect(page.locator("main")).to_contain_text("示例委员甲")


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_kept_published_and_read_by_everybody(site: Site, phone: bool) -> None:
    here = site.world.committee.pk
    keeper = site.window("grid_worker", phone=phone)
    site.go(keeper, "/disclosure/")
    entered(keeper, "街道拨款", "9,000", "一季度工作经费")
    toast(keeper, "记好了")
    entered(keeper, "场地和物业收入", "3000.00", "活动室场地费")
    entered(keeper, "帮扶和慰问", "1200.50", "慰问高龄老人")
    expect(keeper.locator("main")).to_contain_text("10,799.50")
    site.look_over(keeper)
    expired_power(site.world)
    director = site.window("director", phone=phone)
    filled_post(site, director)
    site.go(director, f"/disclosure/{here}/publish/")
    director.get_by_role("button", name="公布账目").click()
    toast(director, "公布了")
    director.get_by_role("button", name="公布成员和岗位").click()
    director.get_by_role("button", name="公布这些权力").click()
    expect(director.locator("main")).to_contain_text("还有 0 项没公布")
    site.look_over(director)
    assert Publication.objects.count() == 3 and Holding.objects.count() == 1
    read(site, phone)


def read(site: Site, phone: bool) -> None:
    """Read the published page as a resident: account, trend, vacancy, expired power; with script off, too."""
    page = site.window(phone=phone)
    site.go(page, "/affairs/")
    page.get_by_role("link", name="示例社区居民委员会").click()
    main = page.locator("main")
    expect(main).to_contain_text("12,000.00")
    expect(page.locator("[data-chart] svg").first).to_be_visible()
    page.locator("summary", has_text="看表格").click()
    expect(page.locator("[data-chart] table")).to_contain_text("75.0")
    expect(page.locator("#members")).to_contain_text("示例委员甲")
    expect(page.locator("#members")).to_contain_text("空缺")
    expect(page.locator("#powers")).to_contain_text("1项已到期")
    site.look_over(page)
    page.get_by_role("link", name="街道拨款").first.click()
    expect(main).to_contain_text("一季度工作经费")
    expect(main).not_to_contain_text("活动室场地费")
    expect(page.get_by_role("link", name="有疑问，问一问")).to_have_attribute("href", "/report/")
    site.look_over(page)
    plain = site.window(phone=phone, script=False)
    plain.goto(f"{site.address}/affairs/{site.world.committee.pk}/")
    expect(plain.locator("[data-chart] table")).to_contain_text("75.0")
    expect(plain.locator("main")).to_contain_text("10,799.50")


def test_who_keeps_cannot_publish_and_mistakes_stay_visible(site: Site) -> None:
    keeper = site.window("director")
    site.go(keeper, "/disclosure/")
    entered(keeper, "捐赠", "500", "驻区单位捐赠")
    keeper.get_by_role("link", name="驻区单位捐赠").click()
    keeper.get_by_label("为什么冲销").fill("多写了一个零")
    keeper.get_by_role("button", name="冲销这一笔").click()
    toast(keeper, "两笔都看得到")
    expect(keeper.locator("main")).to_contain_text("已由第2号冲销")
    assert AccountEntry.objects.count() == 2
    site.go(keeper, f"/disclosure/{site.world.committee.pk}/publish/")
    keeper.get_by_role("button", name="公布账目").click()
    expect(keeper.get_by_role("alert").first).to_contain_text("记账和公布要两个人")
    # the browser tells of every 422, which is what the page answers to what cannot be done
    site.faults = [fault for fault in site.faults if "422" not in fault]
