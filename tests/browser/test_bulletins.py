"""A bulletin from the writing to its withdrawal: by the committee at a desk and at doors, by residents on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from sihe.interaction.bulletins.links import key_of
from sihe.interaction.bulletins.models import Bulletin
from sihe.interaction.bulletins.queries import receipts
from sihe.interaction.bulletins.tests.homes import street
from sihe.kernel.notices import states as told
from sihe.kernel.people.models import Household
from tests.browser.street_site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def written(site: Site, page: Page, homes: dict[str, Household]) -> Bulletin:
    """Write an urgent bulletin, see whom it reaches, publish it."""
    site.go(page, "/bulletins/desk/")
    page.get_by_role("link", name="写公告").first.click()
    page.locator("#id_title").fill("今晚停水")
    page.locator("#id_text").fill("今晚20:00停水。请注意，提前接好水。")
    page.get_by_text("示例社区", exact=True).click()
    page.get_by_text("紧急，要每户说一声知道了").click()
    site.look_over(page)
    page.get_by_role("button", name="存草稿，看发给谁").click()
    main = page.locator("main")
    expect(main).to_contain_text("5户 6人")
    expect(main).to_contain_text("“请注意”可以不写")
    expect(main.get_by_role("row", name="示例花园 3号楼")).to_contain_text("2户")
    site.look_over(page)
    page.get_by_role("button", name="发布给5户").click()
    expect(main).to_contain_text("还有 5户")
    site.look_over(page)
    return Bulletin.objects.get()


def state(bulletin: Bulletin, household: Household) -> str:
    """Return where a home stands."""
    return receipts(Bulletin.objects.get(pk=bulletin.pk)).get(recipient_id=household.pk).state


@pytest.mark.parametrize("on_phone", [False, True], ids=["desk", "phone"])
def test_from_the_writing_to_the_withdrawal(site: Site, on_phone: bool) -> None:
    homes = street(site.world)
    page = site.window("director", phone=on_phone)
    bulletin = written(site, page, homes)
    reader = site.window(phone=True, script=not on_phone)  # the journey also works with script off
    own = f"/n/{bulletin.code}/{key_of(bulletin.pk, homes['three'].pk)}/"
    confirmed_by_key(site, reader, own)
    named_by_list(site, reader, bulletin, homes["five"])
    doors_ticked(site, page, bulletin, homes)
    corrected(site, page, reader, bulletin, own)
    reader.wait_for_load_state(
        "networkidle"
    )  # the shown page tells by script; without, it only shows
    again = told.WAITING if on_phone else told.READ
    assert state(bulletin, homes["three"]) == again  # told again, to be confirmed again
    withdrawn(site, page, reader, bulletin, own)


def confirmed_by_key(site: Site, reader: Page, own: str) -> None:
    """A home opens its own link and says that it knows."""
    reader.goto(f"{site.address}{own}")
    expect(reader.get_by_role("heading", level=1)).to_have_text("今晚停水")
    reader.get_by_role("button", name="我知道了").tap()
    expect(reader.locator("main")).to_contain_text("您家已经说过知道了")


def named_by_list(site: Site, reader: Page, bulletin: Bulletin, household: Household) -> None:
    """Another comes from the group, and picks its home from the list."""
    reader.goto(f"{site.address}/n/{bulletin.code}/")
    reader.get_by_role("link", name="我知道了").tap()
    reader.get_by_role("link", name="示例花园 5号楼").tap()
    reader.get_by_role("link", name="1单元").tap()
    reader.get_by_role("button", name="101", exact=True).tap()
    expect(reader.locator("body")).to_contain_text("记下了，谢谢您")
    assert state(bulletin, household) == told.CONFIRMED


def doors_ticked(site: Site, page: Page, bulletin: Bulletin, homes: dict[str, Household]) -> None:
    """The rest stands on the door list by building and is ticked off."""
    site.go(page, f"/bulletins/desk/{bulletin.pk}/")
    expect(page.locator("main")).to_contain_text("还有 3户")
    page.get_by_role("link", name="打电话、上门").click()
    page.get_by_role("link", name="示例花园 3号楼").click()
    doors = page.locator("li.door")
    expect(doors).to_have_count(1)
    expect(doors.first).to_contain_text("201")
    expect(doors.first).to_contain_text("李**")
    site.look_over(page)
    doors.first.get_by_role("button", name="上门说了").click()
    expect(page.locator("main")).to_contain_text("这栋楼都说到了")
    assert state(bulletin, homes["three_up"]) == told.TOLD
    expect(page.locator("main")).to_contain_text("还有 2户")


def corrected(site: Site, page: Page, reader: Page, bulletin: Bulletin, own: str) -> None:
    """The text is corrected; who had read the old one sees the note, and is on the list again."""
    site.go(page, f"/bulletins/desk/{bulletin.pk}/")
    page.locator("summary", has_text="更正").click()
    page.locator("#correct_text").fill("改到明晚20:00停水。")
    page.locator("#correct_why").fill("抢修推迟一天")
    page.get_by_role("button", name="发布更正").click()
    expect(page.locator("main")).to_contain_text("已更正：抢修推迟一天")
    expect(page.locator("main")).to_contain_text("还有 5户")
    site.look_over(page)
    reader.goto(f"{site.address}{own}")
    expect(reader.get_by_role("note")).to_contain_text("已更正：抢修推迟一天")
    expect(reader.locator("main")).to_contain_text("改到明晚20:00停水")
    reader.locator("summary", has_text="看第1版").tap()
    expect(reader.locator("main")).to_contain_text("今晚20:00停水")
    expect(reader.get_by_role("button", name="我知道了")).to_be_visible()


def withdrawn(site: Site, page: Page, reader: Page, bulletin: Bulletin, own: str) -> None:
    """It is withdrawn; the reason stands on the page."""
    page.locator("summary", has_text="撤回").click()
    page.locator("#withdraw_reason").fill("水不停了")
    page.get_by_role("button", name="撤回公告").click()
    expect(page.locator("main")).to_contain_text("已撤回：水不停了")
    site.look_over(page)
    reader.goto(f"{site.address}{own}")
    expect(reader.get_by_role("note")).to_contain_text("已撤回：水不停了")
    expect(reader.get_by_role("button", name="我知道了")).to_have_count(0)
    site.go(reader, "/bulletins/")
    expect(reader.locator("main")).to_contain_text("已撤回：水不停了")


def test_at_360_px_in_large_type_every_page_fits(site: Site) -> None:
    street(site.world)
    page = site.window("director")
    bulletin = written(site, page, {})
    reader = site.window(phone=True)
    reader.set_viewport_size({"width": 360, "height": 740})
    site.go(reader, "/bulletins/")
    reader.get_by_role("button", name="大字").click()
    for path in ("/bulletins/", f"/n/{bulletin.code}/", f"/n/{bulletin.code}/home/"):
        reader.goto(f"{site.address}{path}")
        site.look_over(reader)
