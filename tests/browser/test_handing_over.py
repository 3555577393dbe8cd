"""Two organisations agree on a matter: offer, other terms, refusal with a ground, and two who answer at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from sihe.interaction.handovers.models import Handover, HandoverState
from sihe.interaction.matters import states
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


def from_desk(site: Site, page: Page, title: str, verb: str) -> None:
    """Open a matter from one's desk by the button in its row."""
    site.go(page, "/desk/")
    row = page.get_by_role("row").filter(has_text=title)
    row.get_by_role("link", name=verb, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_offer_other_terms_and_agreement(site: Site) -> None:
    reported(site.world, "3号楼电梯门关不上", "lift")
    company, committee = site.window("manager"), site.window("director")
    from_desk(site, company, "3号楼电梯门关不上", "接下或商量")
    expect(company.locator("#acts")).to_contain_text("示例居委会转来，请你们负责。")
    site.look_over(company)
    choose(company, "另提条件")
    send(company, "另提条件")
    expect(company.get_by_role("alert")).to_contain_text("写出要改的时限，或还缺什么。")
    company.get_by_label("时限改到").fill(moment(70))
    company.get_by_label("还需要什么").fill("门机要等厂家发货")
    site.look_over(company)
    press(company, "另提条件")
    toast(company, "条件提出了")
    from_desk(site, committee, "3号楼电梯门关不上", "答复条件")
    expect(committee.locator("#acts")).to_contain_text("门机要等厂家发货")
    press(committee, "同意他们的条件")
    toast(committee, "同意了，由他们负责。")
    expect(committee.locator("#handovers")).to_contain_text("已接受")
    expect(committee.locator("#line")).to_contain_text("花园物业接下负责，时限")
    site.look_over(committee)
    matter = only_matter()
    assert (matter.state, matter.accountable) == (states.RECEIVED, site.world.property)
    assert matter.due_at == Handover.objects.get().counter_due_at


def test_insisting_leaves_the_receiver_to_answer_again(site: Site) -> None:
    reported(site.world, "3号楼电梯异响", "lift")
    company, committee = site.window("manager", phone=True), site.window("director")
    from_desk(site, company, "3号楼电梯异响", "接下或商量")
    choose(company, "另提条件")
    company.get_by_label("还需要什么").fill("请居委会先出钱")
    send(company, "另提条件")
    toast(company, "条件提出了")
    from_desk(site, committee, "3号楼电梯异响", "答复条件")
    choose(committee, "坚持原来的条件")
    committee.get_by_label("为什么不改").fill("合同里写明由物业修")
    send(committee, "坚持原来的条件")
    toast(committee, "请他们再答复。")
    from_desk(site, company, "3号楼电梯异响", "接下或商量")
    expect(company.locator("#acts")).to_contain_text("合同里写明由物业修")
    press(company, "接下")
    toast(company, "接下了，由你们负责。")
    assert only_matter().accountable == site.world.property


def test_refused_with_a_ground_and_handed_to_another(site: Site) -> None:
    reported(site.world, "3号楼外墙渗水", "leak")
    company, committee = site.window("manager", phone=True), site.window("director")
    from_desk(site, company, "3号楼外墙渗水", "接下或商量")
    choose(company, "退回")
    company.get_by_label("其他", exact=True).check()
    send(company, "退回")
    expect(company.get_by_role("alert")).to_contain_text("选了其他，请写明理由。")
    company.get_by_label("不在清单里", exact=True).check()
    company.get_by_label("说明").fill("外墙要动维修资金，归业委会")
    site.look_over(company)
    press(company, "退回")
    toast(company, "已退回，理由写上了。")
    from_desk(site, committee, "3号楼外墙渗水", "去办")
    expect(committee.locator("#handovers")).to_contain_text("理由：不在清单里，外墙要动维修资金")
    assert only_matter().accountable == site.world.committee
    _handed_on(site, committee)


def _handed_on(site: Site, committee: Page) -> None:
    choose(committee, "改由别人负责")
    committee.get_by_label("转给谁").select_option(str(site.world.owners.pk))
    committee.get_by_label("带句话").fill("请你们牵头")
    site.look_over(committee)
    send(committee, "转出去")
    toast(committee, "已转给花园业委会，等他们答复。")
    owners = site.window("chair")
    from_desk(site, owners, "3号楼外墙渗水", "接下或商量")
    expect(owners.locator("#acts")).to_contain_text("请你们牵头")
    press(owners, "接下")
    toast(owners, "接下了，由你们负责。")
    assert only_matter().accountable == site.world.owners
    assert sorted(Handover.objects.values_list("state", flat=True)) == ["accepted", "declined"]


def test_of_two_who_answer_one_wins_and_the_others_are_told(site: Site) -> None:
    made = reported(site.world, "3号楼电梯按钮失灵", "lift")
    path = f"/matters/{made.matter.code}/"
    first, second, third = (site.window(who) for who in ("manager", "repairer", "repairer"))
    for page in (first, second, third):
        site.go(page, path)
    choose(third, "退回")
    third.get_by_label("没有条件", exact=True).check()
    press(first, "接下")
    toast(first, "接下了，由你们负责。")
    press(second, "接下")
    toast(second, "这次转交已接受，不用再答复。")
    expect(second.get_by_role("button", name="接下", exact=True)).to_have_count(0)
    send(third, "退回")
    expect(third.get_by_role("alert")).to_contain_text("这次转交已接受，不用再答复。")
    offer = Handover.objects.get()
    assert (offer.state, offer.answered_by) == (
        HandoverState.ACCEPTED,
        site.world.people["manager"],
    )
