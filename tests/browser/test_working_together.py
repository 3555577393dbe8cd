"""Several organisations do one matter, one is accountable: divided, finished, checked, told, judged."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from sihe.interaction.handling import actions as handling
from sihe.interaction.handovers.actions import accept
from sihe.interaction.handovers.models import Handover
from sihe.interaction.matters import states
from sihe.interaction.matters.actions.registering import Registered
from sihe.interaction.matters.models import Matter, NoteKind
from sihe.kernel.journal.courier import deliver
from tests.browser.street_site import (
    Site,
    choose,
    moment,
    only_matter,
    press,
    reported,
    send,
    toast,
)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TITLE = "5号楼电梯坏了三天"


@pytest.fixture
def taken(site: Site) -> Registered:
    """A report that the property company has accepted."""
    made = reported(site.world, TITLE, "lift", area="second_building")
    accept(by=site.world.actor("manager"), handover=Handover.objects.get())
    return made


def test_assigned_noted_and_divided(site: Site, taken: Registered, photo: str) -> None:
    path = f"/matters/{taken.matter.code}/"
    company = site.window("manager")
    _assigned_and_noted(site, company, path, photo)
    _divided(site, company, path)


def test_parts_finished_checked_told_and_judged(site: Site, taken: Registered, photo: str) -> None:
    company = site.world.actor("manager")
    handling.add_note(by=company, matter=taken.matter, text="查明是主板坏了")
    internal = NoteKind.INTERNAL
    handling.add_note(by=company, matter=taken.matter, text="配件商电话在前台", kind=internal)
    handling.add_part(
        by=company, matter=taken.matter, text="商量动用维修资金", organisation=site.world.owners
    )
    path = f"/matters/{taken.matter.code}/"
    _part_done(site)
    _finished(site, path, photo)
    _checked_and_told(site, path)
    _judged(site, taken)


def _assigned_and_noted(site: Site, company: Page, path: str, photo: str) -> None:
    site.go(company, path)
    choose(company, "分给人办")
    company.get_by_label("分给谁").select_option(label="示例维修工 示例维修工")
    send(company, "分给人办")
    toast(company, "分好了。")
    worker = site.window("repairer", phone=True)
    site.go(worker, path)
    press(worker, "开始办")
    toast(worker, "已开始。")
    choose(worker, "写进展")
    worker.get_by_label("进展").fill("查明是主板坏了")
    worker.locator("#act-form input[type=file]").set_input_files(photo)
    site.look_over(worker)
    send(worker, "写进展")
    toast(worker, "进展写上了。")
    expect(worker.locator("#line")).to_contain_text("查明是主板坏了")
    expect(worker.locator("#line img")).to_have_count(1)
    choose(worker, "写进展")
    worker.get_by_label("进展").fill("配件商电话在前台")
    worker.get_by_label("内部备注，居民看不到").check()
    send(worker, "写进展")
    expect(worker.locator("#line")).to_contain_text("内部：配件商电话在前台")


def _divided(site: Site, company: Page, path: str) -> None:
    site.go(company, path)
    choose(company, "分头办")
    company.get_by_label("请他们办什么").fill("商量动用维修资金")
    company.get_by_label("请谁办").select_option(str(site.world.owners.pk))
    company.get_by_label("什么时候前").fill(moment(3))
    site.look_over(company)
    send(company, "分头办")
    toast(company, "已请他们办。")
    expect(company.locator("#parts")).to_contain_text("商量动用维修资金")
    choose(company, "办完了")
    company.get_by_label("怎么办的").fill("换好了主板")
    send(company, "办完了")
    expect(company.get_by_role("alert")).to_contain_text("还有1件分头办的没办完")
    expect(company.get_by_label("怎么办的")).to_have_value("换好了主板")
    assert only_matter().state == states.WORKING


def _part_done(site: Site) -> None:
    owners = site.window("chair")
    site.go(owners, "/desk/")
    row = owners.get_by_role("row").filter(has_text="商量动用维修资金")
    row.get_by_role("link", name="去办", exact=True).click()
    expect(owners.locator("main")).to_contain_text("花园物业负责整件事，请这一家分头办。")
    choose(owners, "办完了")
    owners.get_by_label("怎么办的").fill("业主同意动用")
    send(owners, "办完了")
    toast(owners, "已交核查。")
    site.look_over(owners)
    assert Matter.objects.get(parent__isnull=False).accountable == site.world.owners


def _finished(site: Site, path: str, photo: str) -> None:
    company = site.window("manager")
    site.go(company, path)
    row = company.locator("#parts").get_by_role("row").filter(has_text="商量动用维修资金")
    row.get_by_role("link").first.click()
    press(company, "核查通过")
    site.go(company, path)
    choose(company, "办完了")
    company.get_by_label("怎么办的").fill("换好了主板，试了一天")
    company.locator("#act-form input[type=file]").set_input_files(photo)
    send(company, "办完了")
    toast(company, "已交核查。")
    assert only_matter().accountable == site.world.property


def _checked_and_told(site: Site, path: str) -> None:
    committee = site.window("director")
    site.go(committee, "/desk/")
    row = committee.get_by_role("row").filter(has_text=TITLE)
    row.get_by_role("link", name="核查", exact=True).click()
    press(committee, "核查通过")
    toast(committee, "已答复居民。")
    assert only_matter().state == states.ANSWERED
    deliver()
    site.go(committee, path)
    expect(committee.locator("#told")).to_contain_text("办好了：换好了主板，试了一天")
    expect(committee.locator("#told")).to_contain_text("复制发群")
    site.go(committee, "/notices/to-tell/")
    row = committee.get_by_role("row").filter(has_text="办好了：换好了主板")
    row.get_by_role("button", name="电话说了", exact=True).click()
    expect(row).to_have_count(0)
    site.go(committee, path)
    expect(committee.locator("#told")).to_contain_text("已当面告知")


def _judged(site: Site, made: Registered) -> None:
    resident = site.window(phone=True)
    site.go(resident, f"/f/{made.matter.code}/{made.secret}/")
    expect(resident.locator("main")).to_contain_text("换好了主板，试了一天")
    expect(resident.locator("main")).to_contain_text("查明是主板坏了")
    expect(resident.locator("main")).not_to_contain_text("配件商电话在前台")
    resident.get_by_text("解决了", exact=True).tap()
    resident.get_by_text("很满意", exact=True).tap()
    press(resident, "交评价")
    toast(resident, "谢谢您")
    site.look_over(resident)
    matter = only_matter()
    assert (matter.state, matter.reporters.get().satisfaction) == (states.CLOSED, 5)
