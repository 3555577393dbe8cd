"""What no rule fits waits for a person, says why, and is routed by hand; the resident hears whose it is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from sihe.interaction.matters import states
from sihe.kernel.journal.courier import deliver
from sihe.kernel.journal.models import Entry
from tests.browser.street_site import Site, only_matter, press, toast

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TEXT = "办居住证要带什么，咨询一下怎么办"


def reported_by_phone(site: Site) -> Page:
    """Report what nobody was given, on a phone; the receipt stays open."""
    page = site.window(phone=True)
    site.go(page, f"/b/{site.world.building.sign}/")
    page.get_by_label("什么事").fill(TEXT)
    press(page, "上报")
    page.wait_for_url(re.compile(r"/receipt/$"))
    return page


def test_waits_with_its_reason_and_is_routed_by_a_person(site: Site) -> None:
    resident = reported_by_phone(site)
    assert (only_matter().state, only_matter().triage_reason) == (states.TRIAGE, "no_line")
    assert Entry.objects.filter(fact="responsibilities.RuleBroken").exists()
    leader = site.window("leader")
    site.go(leader, "/desk/")
    row = leader.locator("#todo").get_by_role("row").filter(has_text=TEXT)
    expect(row).to_contain_text("分派")
    site.go(leader, "/triage/")
    row = leader.get_by_role("row").filter(has_text=TEXT)
    expect(row).to_contain_text("权责清单里没有这一类")
    row.get_by_role("link", name="分派", exact=True).click()
    site.look_over(leader)
    press(leader, "分派")
    expect(leader.get_by_role("alert")).to_contain_text("还定不下归谁：权责清单里没有这一类")
    leader.get_by_label("改交给").select_option(str(site.world.social.pk))
    leader.get_by_label("给对方的话").fill("请帮居民看看材料")
    press(leader, "分派")
    toast(leader, "转交出去了，等对方答复。")
    expect(leader.get_by_text(TEXT)).to_have_count(0)
    _told_whose_it_is(site, resident)


def _told_whose_it_is(site: Site, resident: Page) -> None:
    matter = only_matter()
    assert (matter.state, matter.handovers.get().receiver) == (states.OFFERED, site.world.social)
    press(resident, "查进度")
    expect(resident.locator("main")).to_contain_text("这件事归社工站管，已请他们处理。")
    site.look_over(resident)
    social = site.window("social")
    site.go(social, f"/matters/{matter.code}/")
    press(social, "接下")
    toast(social, "接下了，由你们负责。")
    deliver()
    resident.reload()
    expect(resident.locator("main")).to_contain_text("社工站")
    assert only_matter().accountable == site.world.social


def test_another_category_lets_the_matrix_decide(site: Site) -> None:
    reported_by_phone(site)
    leader = site.window("leader", phone=True)
    site.go(leader, f"/triage/{only_matter().code}/")
    leader.locator("summary", has_text="别的类别").click()
    leader.get_by_text("漏水", exact=True).click()
    press(leader, "再看归谁")
    expect(leader.locator("main")).to_contain_text("权责清单定的是 花园物业")
    site.look_over(leader)
    press(leader, "分派")
    toast(leader, "转交出去了")
    assert only_matter().handovers.get().receiver == site.world.property
