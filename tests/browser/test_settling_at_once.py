"""即办即结 in one screen: three taps and a photo, with a signal and without, and never twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from sihe.interaction.handovers.models import Handover
from sihe.interaction.matters import states
from sihe.interaction.matters.models import Matter
from sihe.kernel.files.models import StoredFile
from tests.browser.street_site import Site, only_matter

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
MOST_TAPS = 3


def settle(page: Page, photo: str) -> int:
    """Tap what, where and how, add a photo; answers how many taps that were."""
    page.locator("input[type=file]").set_input_files(photo)
    taps = 0
    for words in ("垃圾堆放", "示例花园5号楼"):
        page.locator("label", has_text=words).first.tap()
        taps += 1
    page.get_by_role("button", name="当场处理好了", exact=True).tap()
    return taps + 1


def test_filed_and_closed_in_three_taps(site: Site, photo: str) -> None:
    page = site.window("grid_worker", phone=True)
    site.go(page, "/desk/")
    page.get_by_role("link", name="即办即结").first.tap()
    page.wait_for_url("**/quick/")
    site.look_over(page)
    assert settle(page, photo) <= MOST_TAPS
    expect(page.locator("[data-toasts]")).to_contain_text("编号")
    matter = only_matter()
    assert (matter.state, matter.accountable) == (states.CLOSED, site.world.committee)
    assert (matter.building, matter.settled_at_once) == (site.world.second_building, True)
    assert (StoredFile.objects.count(), Handover.objects.count()) == (1, 0)
    site.go(page, f"/matters/{matter.code}/")
    expect(page.locator("main")).to_contain_text("即办即结")
    expect(page.locator("#line")).to_contain_text("当场办结")


def test_without_signal_it_waits_in_the_phone_and_goes_out_once(site: Site, photo: str) -> None:
    page = site.window("grid_worker", phone=True)
    page.goto(f"{site.address}/quick/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    assert settle(page, photo) <= MOST_TAPS
    expect(page.locator("[data-toasts]")).to_contain_text("网断了，已存在手机里，有网会自动发出。")
    expect(page.locator("[data-queue]")).to_contain_text("还有1件存在手机里")
    site.look_over(page)
    assert not Matter.objects.exists()
    page.context.set_offline(False)
    expect(page.locator("[data-queue]")).to_be_hidden()
    expect(page.locator("[data-toasts]")).to_contain_text("发出了")
    matter = only_matter()
    assert (matter.state, StoredFile.objects.count()) == (states.CLOSED, 1)
    _sent_again(page, matter)
    assert Matter.objects.get() == matter
    assert StoredFile.objects.count() == 1


def _sent_again(page: Page, matter: Matter) -> None:
    """Send the same draft once more, as a phone does that never heard the first answer."""
    answer = page.evaluate(
        """async ([token, kind, place]) => {
            const { key } = await (await fetch("/quick/token/")).json();
            const body = new FormData();
            for (const [name, value] of Object.entries({ token, kind, place, done: "当场处理好了" }))
                body.append(name, value);
            const headers = { "X-CSRFToken": key, Accept: "application/json" };
            return await (await fetch("/quick/", { method: "POST", body, headers })).json();
        }""",
        [str(matter.token), "rubbish", f"a{matter.building_id}"],
    )
    assert answer == {"code": matter.code, "existed": True}
