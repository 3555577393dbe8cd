"""Away with a deputy and back; leaving a post with nothing left behind; a sign-in issued anew by two colleagues."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sihe.interaction.handling import actions as handling
from sihe.interaction.matters.models import Matter
from sihe.kernel.journal.courier import deliver
from sihe.kernel.organisations.models import Mandate
from sihe.kernel.people.models import Account, Person
from sihe.teams.absence.models import Leave
from sihe.teams.turnover.models import Departure
from tests.browser.street_site import Site, press, reported, toast
from tests.world import SINCE

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TITLE, NEW = "东门口垃圾堆了三天", "zijide-mima-2026"
BOTH = pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])


@pytest.fixture
def matter(site: Site) -> Matter:
    """Rubbish that was given to the grid worker; beside the director there is a vice director."""
    world = site.world
    like, person = world.mandates["director"], Person.objects.create(name="示例副主任")
    Account.objects.create_user("vice", None, person=person)
    world.people["vice"] = person
    world.mandates["vice"] = Mandate.objects.create(
        person=person, organisation=like.organisation, role=like.role, title="示例副主任", area=like.area,
        since=SINCE,
    )  # fmt: skip
    found = reported(world, TITLE, "rubbish").matter
    worker = world.people["grid_worker"].pk
    return handling.assign(by=world.actor("director"), matter=found, person=worker)


@BOTH
def test_away_with_a_deputy_and_back(site: Site, matter: Matter, phone: bool) -> None:
    own, deputy = (site.window(who, phone=phone) for who in ("grid_worker", "vice"))
    site.go(own, "/absence/")
    own.get_by_label("谁代班").select_option(label="示例副主任")
    own.get_by_label("到", exact=True).fill(f"{timezone.localdate() + timedelta(days=2)}")
    press(own, "排上")
    expect(own.locator("h1")).to_contain_text("示例网格员")
    toast(own, "示例副主任会代班")
    site.look_over(own)
    handling.assign(
        by=site.world.actor("director"), matter=matter, person=site.world.people["grid_worker"].pk
    )
    deliver()
    _the_deputy_deals_with_it(site, deputy)
    page = f"/absence/{Leave.objects.get().pk}/"
    site.go(own, page)
    expect(own.locator("main")).to_contain_text("开始办理")
    press(own, "回来了")
    expect(own.locator("main")).to_contain_text("已回来")
    site.go(deputy, "/desk/")
    expect(deputy.locator("#todo")).not_to_contain_text("代示例网格员")
    deliver()
    site.go(own, "/notices/")
    expect(own.locator("main")).to_contain_text("你回来了，看看示例副主任代你办了什么")


def _the_deputy_deals_with_it(site: Site, deputy: Page) -> None:
    site.go(deputy, "/notices/")
    expect(deputy.locator("main")).to_contain_text("代示例网格员：")
    site.go(deputy, "/desk/")
    row = deputy.locator("#todo tr", has_text=TITLE)
    expect(row).to_contain_text("代示例网格员")
    row.get_by_role("button", name="代办").click()
    expect(deputy.locator("h1")).to_contain_text(TITLE)
    press(deputy, "开始办")
    expect(deputy.locator("main")).to_contain_text("示例副主任（代示例网格员）")


@BOTH
def test_leaving_with_nothing_left_behind(site: Site, matter: Matter, phone: bool) -> None:
    own, vice, director = (
        site.window(who, phone=phone) for who in ("grid_worker", "vice", "director")
    )
    site.go(own, "/leaving/")
    press(own, "开始交接")
    expect(own.locator("main")).to_contain_text("还有 1 项没交")
    site.look_over(own)
    page = f"/leaving/{Departure.objects.get().pk}/"
    site.go(director, page)
    press(director, "办结离岗")
    toast(director, "还有1项没交")
    own.get_by_label("交给谁").select_option(label="示例副主任")
    press(own, "交给")
    expect(own.locator("main")).to_contain_text("等示例副主任签收")
    site.go(vice, "/leaving/")
    press(vice, "有1项等你签收")
    site.look_over(vice)
    press(vice, "签收")
    expect(vice.locator("main")).to_contain_text("没有等你签收的")
    matter.refresh_from_db()
    assert matter.assignee == site.world.people["vice"]
    site.go(director, page)
    press(director, "办结离岗")
    expect(director.locator("main")).to_contain_text("都交完了，已办结")
    own.goto(f"{site.address}/desk/")
    expect(own.locator("h1")).to_contain_text("登录")


@BOTH
def test_a_sign_in_issued_anew_by_two(site: Site, matter: Matter, phone: bool) -> None:
    word = ""
    for who in ("director", "vice"):
        page = site.window(who, phone=phone)
        site.go(page, "/appointments/sign-in/")
        page.get_by_label("谁登录不了").fill("示例网格员")
        page.get_by_label("本人就在面前").check()
        press(page, "确认是本人")
        if who == "director":
            toast(page, "请另一位同事")
        else:
            word = page.locator("[data-word]").inner_text()
            site.look_over(page)
    own = site.window(phone=phone)
    site.go(own, "/accounts/login/")
    own.get_by_label("登录名").fill("grid_worker")
    own.get_by_label("密码").fill(word)
    press(own, "登录")
    expect(own.locator("h1")).to_have_text("改密码")
    own.goto(f"{site.address}/matters/")
    expect(own.locator("h1")).to_have_text("改密码")
    site.look_over(own)
    own.get_by_label("现在的密码").fill(word)
    own.get_by_label("新密码", exact=True).fill(NEW)
    own.get_by_label("再写一遍新密码").fill(NEW)
    press(own, "改密码")
    own.wait_for_load_state()
    site.go(own, "/desk/")
    expect(own.locator("h1")).to_contain_text("示例网格员")
