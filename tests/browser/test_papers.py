"""What a resident meets on paper opens from the page: the blank form, the slip, the sign of a building."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.street_site import Site, reported

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def opened_from(page: Page, link: Locator) -> tuple[str, bytes]:
    """Fetch what a link leads to, as this window would; answers its type and its bytes."""
    answer = page.context.request.get(str(link.evaluate("one => one.href")))
    assert answer.ok, answer.url
    return answer.headers["content-type"], answer.body()


def is_paper(page: Page, link: Locator) -> bool:
    """Tell whether a link leads to a whole PDF."""
    kind, content = opened_from(page, link)
    return kind == "application/pdf" and content.startswith(b"%PDF-") and b"%%EOF" in content


def test_the_blank_form_opens_as_a_pdf(site: Site) -> None:
    page = site.window(phone=True)
    site.go(page, "/report/")
    assert is_paper(page, page.get_by_role("link", name="打印纸质表"))


def test_the_slip_opens_from_the_receipt(site: Site) -> None:
    told = reported(site.world, "楼道灯不亮", "")
    page = site.window(phone=True)
    site.go(page, f"/f/{told.matter.code}/{told.secret}/receipt/")
    assert is_paper(page, page.get_by_role("link", name="打印小票"))


def test_the_sign_of_a_building_leads_to_its_form(site: Site) -> None:
    building = site.world.building
    page = site.window("director")
    answer = page.context.request.get(f"{site.address}/intake/signs.pdf?building={building.pk}")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    resident = site.window(phone=True)
    site.go(resident, f"/b/{building.sign}/")
    assert resident.locator("#place .on").last.inner_text().endswith(building.name)


def test_a_wrong_sign_says_so_and_leaves_the_list(site: Site) -> None:
    page = site.window(phone=True)
    site.go(page, "/b/22222222/")
    assert "没认出这块楼牌" in page.locator("main").inner_text()
    assert page.get_by_role("button", name="示例花园").is_visible()
